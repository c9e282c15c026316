package dev.connections.sql.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.TestConnection;
import dev.connections.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.data.jdbc.core.dialect.DialectResolver;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.jdbc.core.JdbcTemplate;

class ConnectionDialectProviderTests {

    @Test
    void tellsTheDialectWithoutOpeningTheConnection() {
        TestDatabase down = new TestDatabase("jdbc:postgresql://127.0.0.1:1/pets", "127.0.0.1", 1, "pets", "", "");
        try (TestConnection connection = new TestConnection(down, SqlOptions.defaults())) {
            assertThat(DialectResolver.getDialect(new JdbcTemplate(connection.sql.dataSource())))
                    .isInstanceOf(JdbcPostgresDialect.class);
            assertThat(connection.sql.state()).isEqualTo(ConnectionState.NEW);
        }
    }
}
