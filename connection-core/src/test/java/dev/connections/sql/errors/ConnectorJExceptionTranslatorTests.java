package dev.connections.sql.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.sql.SqlOptions;
import dev.connections.sql.TestConnection;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabases;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.RowMapper;

/** Connector/J's own failures are no reason to try again. */
@RequiresServer
class ConnectorJExceptionTranslatorTests {

    private final SqlExceptionTranslation errors = new SqlExceptionTranslation("pet-db", SqlDialect.MYSQL);

    @ParameterizedTest
    @CsvSource({"S1009", "S1C00"})
    void aMisuseIsNamed(String state) {
        assertThat(errors.translate("select 1", new SQLException("wrong", state, 0)))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("'pet-db'");
    }

    @ParameterizedTest
    @CsvSource({"S1000", "S1001", "S1T00"})
    void aGeneralFailureIsNotTransient(String state) {
        assertThat(errors.translate("select 1", new SQLException("failed", state, 0)))
                .isInstanceOf(UncategorizedSQLException.class);
    }

    @Test
    void theClassOfTheExceptionComesFirst() {
        assertThat(errors.translate("select 1", new SQLTransientConnectionException("lost", "S1000", 0)))
                .isInstanceOf(TransientDataAccessResourceException.class);
    }

    @Test
    void theDriversOwnFailuresAreNotTransient() {
        try (TestConnection connection = new TestConnection(TestDatabases.mysql(), SqlOptions.defaults())) {
            List<RowMapper<Object>> misuses = List.of(
                    (rs, row) -> rs.getString(9),
                    (rs, row) -> rs.getObject(1, (Class<?>) null),
                    (rs, row) -> rs.getObject(1, Thread.class),
                    (rs, row) -> {
                        rs.setFetchDirection(77);
                        return "";
                    },
                    (rs, row) -> {
                        rs.setFetchSize(-5);
                        return "";
                    });
            assertThat(misuses).allSatisfy(misuse -> assertThat(catchThrowable(() -> connection
                            .sql
                            .jdbcClient()
                            .sql("select 'x'")
                            .query(misuse)
                            .list()))
                    .isNotNull()
                    .isNotInstanceOf(TransientDataAccessException.class));
            assertThat(catchThrowable(() -> connection
                            .sql
                            .jdbcClient()
                            .sql("select 'x'")
                            .query(misuses.get(0))
                            .list()))
                    .isInstanceOf(InvalidDataAccessApiUsageException.class);
        }
    }
}
