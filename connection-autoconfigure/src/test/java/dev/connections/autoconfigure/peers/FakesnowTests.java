package dev.connections.autoconfigure.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.snowflake.SnowflakeConnectionAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.rows.Rows;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.python.PythonServer;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.test.util.ReflectionTestUtils;

/** Snowflake's driver and fakesnow, which sends results as Arrow. */
@Tag("peers")
@RequiresServer
@Timeout(600)
class FakesnowTests {

    record Times(LocalDate d, LocalTime t, LocalDateTime n) {}

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

    /** The second and third are in an hour that the JVM's zone skips, and in one that it repeats. */
    @ParameterizedTest
    @CsvSource({
        "1969-12-31, 23:59:59.987, 1969-12-31T23:59:59.987654",
        "2024-03-10, 02:30:00, 2024-03-10T02:30:00.000001",
        "2024-11-03, 01:30:00.5, 2024-11-03T01:30:00.5",
        "0001-01-01, 12:34:56, 0001-01-01T00:00:00",
        "9999-12-31, 23:59:59, 9999-12-31T23:59:59",
    })
    void readsTimes(LocalDate date, LocalTime time, LocalDateTime timestamp) {
        with(warehouse -> {
            String sql = "select '" + date + "'::date as d, '" + time + "'::time as t, '" + timestamp
                    + "'::timestamp_ntz as n";
            Rows rows = warehouse.query(sql);

            assertThat(warehouse.sql(sql).one(Times.class)).isEqualTo(new Times(date, time, timestamp));
            assertThat(rows.row(0).getLocalDate("d")).isEqualTo(date);
            assertThat(rows.row(0).get("t", LocalTime.class)).isEqualTo(time);
            assertThat(rows.row(0).get("n", LocalDateTime.class)).isEqualTo(timestamp);
            assertThat(rows.toMaps().get(0))
                    .containsEntry("d", date)
                    .containsEntry("t", time)
                    .containsEntry("n", timestamp);
        });
    }

    /** As with {@code JDBC_USE_SESSION_TIMEZONE=true}, Snowflake's default, which fakesnow does not send. */
    @ParameterizedTest
    @ValueSource(strings = {"00:00:00.000001", "01:30:00.123456", "02:30:15.000001", "23:59:59.999999"})
    void readsAllDigitsOfATime(LocalTime time) {
        with(warehouse -> {
            warehouse.transaction(tx -> {
                useSessionZone(warehouse.dataSource());
                assertThat(tx.query("select '" + time + "'::time as t", LocalTime.class))
                        .containsExactly(time);
            });
        });
    }

    private static void useSessionZone(DataSource dataSource) {
        try {
            Class<?> type = Class.forName(
                    "net.snowflake.client.internal.api.implementation.connection.SnowflakeConnectionImpl");
            Object session = ReflectionTestUtils.invokeMethod(
                    DataSourceUtils.getConnection(dataSource).unwrap(type), "getSFBaseSession");
            ReflectionTestUtils.invokeMethod(session, "setUseSessionTimezone", true);
        } catch (ReflectiveOperationException | SQLException ex) {
            throw new IllegalStateException(ex);
        }
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
