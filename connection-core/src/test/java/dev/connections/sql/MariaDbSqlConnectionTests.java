package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;

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
    String slowQuery() {
        return "select count(*) from seq_1_to_1000000 a, seq_1_to_1000000 b where mod(a.seq * b.seq, 7) = 3";
    }

    @Override
    void serverIsIdle() throws Exception {
        try (Connection connection = database.connect();
                ResultSet running = connection
                        .createStatement()
                        .executeQuery(
                                "select count(*) from information_schema.processlist where command = 'Query' and id <> connection_id() and db = database()")) {
            running.next();
            assertThat(running.getInt(1)).isZero();
        }
    }
}
