package dev.connections.sql.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.sql.SqlOptions;
import dev.connections.sql.TestConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;

/** One server, two drivers: a statement that fails is the same exception with both. */
@RequiresServer
class MariaDbExceptionTranslatorTests {

    private static final Map<String, Class<?>> FAILURES = Map.ofEntries(
            Map.entry(
                    "insert into pet values (1, 'a name that is too long', 1)", DataIntegrityViolationException.class),
            Map.entry("insert into pet values (1, 'Leo', 300)", DataIntegrityViolationException.class),
            Map.entry("insert into pet values (1, 'Leo', 'old')", DataIntegrityViolationException.class),
            Map.entry("insert into pet values (1, 'Leo', null)", DataIntegrityViolationException.class),
            Map.entry("insert into pet values (7, 'Leo', 1)", DuplicateKeyException.class),
            Map.entry("insert into owner values (1, 8)", DataIntegrityViolationException.class),
            Map.entry("insert into pet values (1, 'Leo')", BadSqlGrammarException.class),
            Map.entry("insert into pet values (1, 'Leo', (select 1 union select 2))", BadSqlGrammarException.class),
            Map.entry("delete from pet where weight = 1", BadSqlGrammarException.class),
            Map.entry("delete from pets", BadSqlGrammarException.class),
            Map.entry("delete where pet", BadSqlGrammarException.class));

    static Stream<Supplier<TestDatabase>> drivers() {
        return Stream.of(TestDatabases::mariadb, TestDatabases::mysql);
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void theStateOfAFailureDecides(Supplier<TestDatabase> database) {
        try (TestConnection connection = new TestConnection(database.get(), SqlOptions.defaults())) {
            connection.sql.update("create table pet (id int primary key, name varchar(10), age tinyint not null)");
            connection.sql.update(
                    "create table owner (id int primary key, pet int, foreign key (pet) references pet (id))");
            connection.sql.update("insert into pet values (7, 'Max', 3)");
            FAILURES.forEach((statement, expected) -> assertThat(catchThrowable(() -> connection.sql.update(statement)))
                    .as(statement)
                    .isExactlyInstanceOf(expected)
                    .hasMessageContaining("Connection '"));
        }
    }
}
