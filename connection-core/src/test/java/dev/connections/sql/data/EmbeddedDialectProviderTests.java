package dev.connections.sql.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.data.jdbc.core.dialect.DialectResolver;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcH2Dialect;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class EmbeddedDialectProviderTests {

    @Test
    void isAskedWhereverSpringDataLooksForADialect() throws SQLException {
        assertThat(dialectOf(TestDatabases.sqlite())).isInstanceOf(SqliteJdbcDialect.class);
        assertThat(dialectOf(TestDatabases.duckdb())).isInstanceOf(DuckDbJdbcDialect.class);
    }

    @Test
    void leavesOtherDatabasesToSpringData() throws SQLException {
        assertThat(dialectOf(TestDatabases.h2())).isInstanceOf(JdbcH2Dialect.class);
    }

    private static JdbcDialect dialectOf(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            return DialectResolver.getDialect(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
        }
    }
}
