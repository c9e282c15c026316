package dev.connections.sql;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;

@RequiresServer
class MariaDbSqlConnectionTests extends SqlConnectionContract {

    private final TestDatabase database = TestDatabases.mariadb();

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String generatedKey() {
        return "id bigint auto_increment primary key";
    }

    @Override
    String zonedType() {
        return "datetime";
    }

    @Override
    public String integerType() {
        return "signed";
    }

    @Override
    public String slowQuery() {
        return "select count(*) from seq_1_to_1000000 a, seq_1_to_1000000 b where mod(a.seq * b.seq, 7) = 3";
    }

    @Override
    public long runningStatements() throws Exception {
        try (Connection connection = database.connect();
                ResultSet running = connection
                        .createStatement()
                        .executeQuery(
                                "select count(*) from information_schema.processlist where command = 'Query' and id <> connection_id() and db = database()")) {
            running.next();
            return running.getLong(1);
        }
    }
}
