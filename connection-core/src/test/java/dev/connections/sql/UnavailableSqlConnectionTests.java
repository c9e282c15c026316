package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionUnavailableException;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;

@Timeout(60)
class UnavailableSqlConnectionTests {

    private static final TestDatabase NOWHERE =
            new TestDatabase("jdbc:h2:tcp://127.0.0.1:1/nowhere", "", 1, "nowhere", "", "");

    @Test
    void saysSoInTheWordsOfTheCaller() {
        try (TestConnection connection = new TestConnection(NOWHERE, SqlOptions.defaults())) {
            assertThatExceptionOfType(TransientDataAccessResourceException.class)
                    .isThrownBy(() -> connection.sql.query("select 1"))
                    .withMessageContaining("'pet-db'")
                    .withCauseInstanceOf(ConnectionUnavailableException.class);
            assertThatExceptionOfType(TransientDataAccessResourceException.class)
                    .isThrownBy(() -> connection.sql.transaction(tx -> tx.update("delete from pets")))
                    .withCauseInstanceOf(ConnectionUnavailableException.class);
            assertThatExceptionOfType(SQLTransientConnectionException.class)
                    .isThrownBy(() -> connection.sql.dataSource().getConnection())
                    .withMessageContaining("'pet-db'");
        }
    }

    @Test
    void tellsAClosedConnectionApart() {
        TestConnection connection = new TestConnection(TestDatabases.h2(), SqlOptions.defaults());
        connection.close();
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> connection.sql.query("select 1"))
                .withCauseInstanceOf(ConnectionClosedException.class);
        assertThatExceptionOfType(SQLNonTransientConnectionException.class)
                .isThrownBy(() -> connection.sql.dataSource().getConnection());
    }
}
