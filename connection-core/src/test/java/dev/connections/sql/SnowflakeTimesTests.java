package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.TestDatabase;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of Snowflake do not depend on the JVM's zone, which is America/St_Johns in the tests. */
@ParameterizedClass
@ValueSource(strings = {"true", "false"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnowflakeTimesTests {

    private final SnowflakeServer server = SnowflakeServer.start();

    @Parameter
    String usesSessionZone;

    private TestConnection connection;

    private SqlConnection warehouse;

    @BeforeAll
    void open() {
        connection = new TestConnection(
                new TestDatabase(
                        server.jdbcUrl() + "&disablePlatformDetection=true&JDBC_QUERY_RESULT_FORMAT=JSON"
                                + "&JDBC_USE_SESSION_TIMEZONE=" + usesSessionZone,
                        "127.0.0.1",
                        server.port(),
                        "TESTDB",
                        SnowflakeServer.USER,
                        SnowflakeServer.PASSWORD),
                SqlOptions.defaults());
        warehouse = connection.handle();
    }

    /** The server last: the driver logs out. */
    @AfterAll
    void close() {
        connection.close();
        server.close();
    }

    /** In the JVM's zone the first hour is missing, and the second comes twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-10T02:30:00.123456789",
                "2024-11-03T01:30:00.123456789",
                "1969-12-31T23:59:59.999999999",
                "1582-10-15T00:00",
                "1500-02-03T01:30:00.1",
                "0001-01-01T00:00"
            })
    void readsATimestampWithoutAZone(LocalDateTime time) {
        String sql = "select timestamp '" + time.toString().replace('T', ' ') + "' as happened";
        assertThat(warehouse.sql(sql).value(LocalDateTime.class)).isEqualTo(time);
        assertThat(warehouse.sql(sql).value(Instant.class)).isEqualTo(time.toInstant(ZoneOffset.UTC));
        assertThat(warehouse.sql(sql).value(OffsetDateTime.class)).isEqualTo(time.atOffset(ZoneOffset.UTC));
        assertThat(warehouse.sql(sql).rows().toMaps())
                .first()
                .extracting("happened")
                .isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-11-03T01:30:00.123456789-02:30",
                "2024-11-03T01:30:00.5-03:30",
                "2024-03-10T02:30:00.25+05:45"
            })
    void readsATimestampWithAZone(OffsetDateTime moment) {
        String sql = "select timestamp with time zone '" + moment.toString().replace('T', ' ') + "' as happened";
        assertThat(warehouse.sql(sql).value(Instant.class)).isEqualTo(moment.toInstant());
        assertThat(warehouse.sql(sql).value(OffsetDateTime.class)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:00", "02:30:15.123", "23:59:59.999"})
    void readsATimeOfDay(LocalTime time) {
        assertThat(warehouse.sql("select time '" + time + "' as at").value(LocalTime.class))
                .isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-03-10T02:30:00.123456789", "2024-11-03T01:30:00.123456789"})
    void writesATimestampWithoutAZone(LocalDateTime time) {
        assertThat(warehouse
                        .sql("select cast(? as timestamp(9)) as happened")
                        .param(time)
                        .value(LocalDateTime.class))
                .isEqualTo(time);
    }
}
