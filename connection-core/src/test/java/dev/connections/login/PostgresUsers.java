package dev.connections.login;

import dev.connections.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Users of a PostgreSQL database, each of whom sees one row of a table: that with a secret of their own. */
final class PostgresUsers {

    static final String READ = "select secret from secrets";

    private final TestDatabase database;

    private final List<String> names = new ArrayList<>();

    private PostgresUsers(TestDatabase database) {
        this.database = database;
    }

    /** @param database one that nobody else uses; its user may create others */
    static PostgresUsers create(TestDatabase database, int count) throws SQLException {
        PostgresUsers users = new PostgresUsers(database);
        List<String> statements = new ArrayList<>(List.of(
                // what a password costs is not what the tests are about
                "set scram_iterations = 16",
                "create table secrets (owner name primary key, secret text not null)",
                "alter table secrets enable row level security",
                "create policy own on secrets using (owner = current_user)"));
        for (int i = 0; i < count; i++) {
            String name = database.database() + "_user_" + i;
            users.names.add(name);
            statements.add("create role %s login password '%s'".formatted(name, passwordOf(name)));
            statements.add("grant select, update on secrets to " + name);
            statements.add("insert into secrets values ('%s', '%s')".formatted(name, secretOf(name)));
        }
        database.execute(statements.toArray(String[]::new));
        return users;
    }

    String name(int index) {
        return names.get(index % names.size());
    }

    static String passwordOf(String name) {
        return "password of " + name;
    }

    static String secretOf(String name) {
        return "secret of " + name;
    }

    /** How many of them the server knows at the moment. */
    static int sessions(Statement statement, TestDatabase database) throws SQLException {
        try (ResultSet count =
                statement.executeQuery("select count(*) from pg_stat_activity where usename like '%s\\_user\\_%%'"
                        .formatted(database.database()))) {
            count.next();
            return count.getInt(1);
        }
    }

    int sessions() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return sessions(statement, database);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
