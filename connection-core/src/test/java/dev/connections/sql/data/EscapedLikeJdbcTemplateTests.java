package dev.connections.sql.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@ParameterizedClass
@MethodSource("databases")
class EscapedLikeJdbcTemplateTests {

    @Parameter
    TestDatabase database;

    private Connection connection;

    static TestDatabase[] databases() {
        return new TestDatabase[] {TestDatabases.sqlite(), TestDatabases.duckdb()};
    }

    @BeforeEach
    void open() throws SQLException {
        connection = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"name\" LIKE :value', 'a\\_b', a_b",
        "'\"pet\".\"name\" LIKE :value', 'a\\_b', a_b",
        "'UPPER(\"name\") LIKE UPPER(:value)', 'a\\_b', a_b",
        "'\"name\" NOT LIKE :value', 'a\\_b', aXb",
        "'(\"name\" LIKE :value AND \"name\" LIKE :value)', 'a\\_b', a_b",
        "'\"name\" LIKE :value ESCAPE ''!''', 'a!_b', a_b",
        "'name LIKE :value', 'aX%', aXb"
    })
    void namesTheEscapeCharacterInGeneratedConditionsOnly(String condition, String value, String expected) {
        EscapedLikeJdbcTemplate template =
                new EscapedLikeJdbcTemplate(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
        String sql = "select name from (select 'a_b' as name union all select 'aXb') pet where " + condition;
        assertThat(template.queryForList(sql, Map.of("value", value), String.class))
                .containsExactly(expected);
    }
}
