package dev.connections.autoconfigure.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.snowflake.SnowflakeConnectionAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.sql.Rows;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.python.PythonServer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessException;

/** Snowflake's driver and fakesnow, which sends results as Arrow. */
@Tag("peers")
@RequiresServer
@Timeout(600)
class FakesnowTests {

    record Pet(long id, String name, boolean adopted, LocalDate born, BigDecimal weight) {}

    private static PythonServer fakesnow;

    @BeforeAll
    static void start() {
        fakesnow = PythonServer.fakesnow();
    }

    @AfterAll
    static void stop() {
        fakesnow.close();
    }

    private static void with(Consumer<SnowflakeConnection> test) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SqlConnectionAutoConfiguration.class,
                        SnowflakeConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class))
                .withPropertyValues(
                        "connections.warehouse.type=snowflake",
                        "connections.warehouse.account=fakesnow",
                        "connections.warehouse.host=127.0.0.1:" + fakesnow.port(),
                        "connections.warehouse.properties.ssl=off",
                        "connections.warehouse.username=fake",
                        "connections.warehouse.password=snow",
                        "connections.warehouse.database=db1",
                        "connections.warehouse.schema=schema1")
                .run(context -> test.accept(context.getBean(SnowflakeConnection.class)));
    }

    private static void createPets(SnowflakeConnection warehouse) {
        warehouse.update("create or replace table pets(id int, name varchar, adopted boolean, born date,"
                + " weight number(10, 2))");
        warehouse.update(
                "insert into pets values (1, 'Rex', true, '2024-02-29', 12.34), (2, 'Zoë 雪', false, null, null)");
    }

    @Test
    void readsRecordsAndRows() {
        with(warehouse -> {
            createPets(warehouse);

            assertThat(warehouse.sql("select * from pets order by id").list(Pet.class))
                    .containsExactly(
                            new Pet(1, "Rex", true, LocalDate.of(2024, 2, 29), new BigDecimal("12.34")),
                            new Pet(2, "Zoë 雪", false, null, null));
            Rows rows = warehouse.query("select id, name, born from pets order by id");
            assertThat(rows.size()).isEqualTo(2);
            assertThat(rows.row(0).getLocalDate("born")).isEqualTo(LocalDate.of(2024, 2, 29));
            assertThat(rows.row(1).getString("name")).isEqualTo("Zoë 雪");
        });
    }

    @Test
    void bindsParameters() {
        with(warehouse -> {
            createPets(warehouse);

            assertThat(warehouse
                            .sql("select name from pets where id = :id and name = :name")
                            .param("id", 2)
                            .param("name", "Zoë 雪")
                            .value(String.class))
                    .isEqualTo("Zoë 雪");
        });
    }

    @Test
    void rollsBack() {
        with(warehouse -> {
            createPets(warehouse);
            assertThatException()
                    .isThrownBy(() -> warehouse.transaction(tx -> {
                        tx.update("insert into pets(id) values (3)");
                        throw new IllegalStateException("roll back");
                    }));
            warehouse.transaction(tx -> tx.update("insert into pets(id) values (4)"));

            assertThat(warehouse.sql("select id from pets order by id").list(Long.class))
                    .isEqualTo(List.of(1L, 2L, 4L));
        });
    }

    @Test
    void aMistakeInSqlIsNamed() {
        with(warehouse -> assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> warehouse.query("select * from no_such_table"))
                .withMessageContaining("warehouse"));
    }
}
