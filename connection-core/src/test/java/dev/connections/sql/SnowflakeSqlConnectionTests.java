package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.snowflake.SnowflakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Snowflake's driver against the server of the tests. */
class SnowflakeSqlConnectionTests extends SqlConnectionContract {

    private final SnowflakeServer server = SnowflakeServer.start();

    @Override
    TestDatabase database() {
        return new TestDatabase(
                server.jdbcUrl() + "&disablePlatformDetection=true&JDBC_QUERY_RESULT_FORMAT=JSON",
                "127.0.0.1",
                server.port(),
                "TESTDB",
                SnowflakeServer.USER,
                SnowflakeServer.PASSWORD);
    }

    @Override
    String generatedKey() {
        return "id bigint generated always as identity primary key";
    }

    @Override
    String textType() {
        return "varchar";
    }

    @Override
    public String slowQuery() {
        return "select system$wait(30)";
    }

    @Override
    public long runningStatements() {
        return server.running();
    }

    @Override
    @Test
    void returnsGeneratedKeys() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql("insert into pet_owners values ('carl', 'cat')")
                        .updateReturningKeys())
                .withMessageContaining("'pet-db'")
                .withMessageContaining("nextval");
    }

    /** The server last: whoever logs out wants an answer. */
    @Override
    @AfterAll
    void close() {
        super.close();
        server.close();
    }
}
