package dev.connections.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@RequiresServer
class TestDatabasesTest {

    static Stream<Named<Supplier<TestDatabase>>> all() {
        return Stream.concat(
                servers(),
                Stream.of(
                        Named.of("h2", TestDatabases::h2),
                        Named.of("sqlite", TestDatabases::sqlite),
                        Named.of("duckdb", TestDatabases::duckdb)));
    }

    static Stream<Named<Supplier<TestDatabase>>> servers() {
        return Stream.of(
                Named.of("postgres", TestDatabases::postgres),
                Named.of("mariadb", TestDatabases::mariadb),
                Named.of("mysql", TestDatabases::mysql));
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesAFreshDatabaseEachTime(Supplier<TestDatabase> databases) throws SQLException {
        TestDatabase first = databases.get();
        TestDatabase second = databases.get();
        first.execute("create table pets (name varchar(20))", "insert into pets values ('rex')");
        second.execute("create table pets (name varchar(20))");
        try (var connection = second.connect();
                var pets = connection.createStatement().executeQuery("select count(*) from pets")) {
            assertThat(pets.next()).isTrue();
            assertThat(pets.getInt(1)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void checksThePassword(Supplier<TestDatabase> databases) {
        TestDatabase database = databases.get();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.username(), "wrong"));
    }
}
