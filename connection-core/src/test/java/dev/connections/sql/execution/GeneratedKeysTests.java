package dev.connections.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.SqlStatement;
import dev.connections.sql.TestConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@RequiresServer
@Timeout(60)
class GeneratedKeysTests {

    /** On every other database {@link SqlConnectionContract} shows it. */
    @Test
    void haveTheNameOfTheirColumnWithTheDriverOfMySqlToo() {
        try (TestConnection connection = new TestConnection(TestDatabases.mysql(), SqlOptions.defaults())) {
            SqlConnection petDb = connection.sql;
            petDb.update("create table orders (id bigint auto_increment primary key, item varchar(20))");
            Rows keys = petDb.sql("insert into orders (item) values (:item)")
                    .params(Map.of("item", "hay"))
                    .updateReturningKeys("id");
            assertThat(keys.columns()).containsExactly("id");
            assertThat(keys.column("id", Long.class)).containsExactly(1L);
            assertThat(petDb.sql("insert into orders (item) values ('straw')")
                            .updateReturningKeys()
                            .row(0)
                            .get(0, Long.class))
                    .isEqualTo(2L);
        }
    }

    static Stream<Arguments> databases() {
        String identity = "generated always as identity primary key";
        return Stream.of(
                Arguments.of(TestDatabases.h2(), identity),
                Arguments.of(TestDatabases.postgres(), identity),
                Arguments.of(TestDatabases.mariadb(), "auto_increment primary key"),
                Arguments.of(TestDatabases.mysql(), "auto_increment primary key"),
                Arguments.of(TestDatabases.sqlite(), ""),
                Arguments.of(TestDatabases.duckdb(), "default nextval('numbers')"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void ofABatchAreThoseOfAllElementsInTheirOrder(TestDatabase database, String identity) {
        try (TestConnection connection = new TestConnection(database, TestConnection.withBatchSize(2))) {
            SqlConnection petDb = connection.sql;
            if (database.product().equals("duckdb")) {
                petDb.update("create sequence numbers");
            }
            String type = database.product().equals("sqlite") ? "integer primary key" : "bigint";
            petDb.update("create table orders (id " + type + " " + identity + ", item varchar(20))");
            SqlStatement insert = petDb.sql("insert into orders (item) values (:item)");
            List<String> items = List.of("a", "b", "c", "d", "e");
            Rows keys = insert.batchReturningKeys(
                    items.stream().map(item -> Map.of("item", item)).toList(), "id");
            assertThat(keys.columns()).containsExactly("id");
            assertThat(keys.column("id", Long.class).stream()
                            .map(id -> petDb.sql("select item from orders where id = :id")
                                    .param("id", id)
                                    .one(String.class))
                            .toList())
                    .isEqualTo(items);
            assertThat(insert.batchReturningKeys(List.of(Map.of("item", "f")), "id")
                            .size())
                    .isEqualTo(1);
            assertThat(insert.batchReturningKeys(List.of(), "id").isEmpty()).isTrue();
            assertThat(petDb.sql("insert into orders (item) values (?)")
                            .batchReturningKeys(List.of(List.of("g"), List.of("h")), "id")
                            .size())
                    .isEqualTo(2);
        }
    }
}
