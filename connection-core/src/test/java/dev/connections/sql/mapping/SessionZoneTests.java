package dev.connections.sql.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.PooledDatabase;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServer
class SessionZoneTests {

    /** PostgreSQL itself says what each of its names means. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/St_Johns",
                "Pacific/Apia",
                "Etc/GMT-3",
                "GMT-03:00",
                "GMT+5:30",
                "<+0545>-05:45",
                "EST5EDT",
                "-3.5",
                "5"
            })
    void followsTheSessionOfPostgres(String name) throws SQLException {
        try (Connection connection = TestDatabases.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = '" + name + "'");
            try (ResultSet rs = statement.executeQuery(
                    "select extract(epoch from '2024-07-01 12:00'::timestamp::timestamptz)::bigint")) {
                rs.next();
                ZoneId zone = SessionZone.of(rs, SqlDialect.POSTGRESQL);
                assertThat(Instant.ofEpochSecond(rs.getLong(1)))
                        .isEqualTo(java.time.LocalDateTime.of(2024, 7, 1, 12, 0)
                                .atZone(zone)
                                .toInstant());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mariadb, connectionTimeZone=UTC, Z",
        "mariadb, connectionTimeZone=Asia/Kolkata, Asia/Kolkata",
        "mysql, connectionTimeZone=UTC, Z",
        "mysql, connectionTimeZone=Asia/Kolkata, Asia/Kolkata"
    })
    void isThatOfTheDriverOnMySql(String driver, String parameter, String zone) throws SQLException {
        TestDatabase database = driver.equals("mysql") ? TestDatabases.mysql() : TestDatabases.mariadb();
        String url = database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + parameter;
        try (Connection connection = DriverManager.getConnection(url, database.username(), database.password())) {
            assertThat(SessionZone.of(connection, SqlDialect.valueOf(driver.toUpperCase(java.util.Locale.ROOT))))
                    .isEqualTo(ZoneId.of(zone));
        }
    }

    @Test
    void isThatOfTheSessionOnH2() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:;TIME ZONE=Asia/Kolkata")) {
            assertThat(SessionZone.of(connection, SqlDialect.H2)).isEqualTo(ZoneId.of("Asia/Kolkata"));
        }
    }

    @Test
    void isUtcWhereTheDatabaseCountsInIt() throws SQLException {
        try (Connection connection = TestDatabases.sqlite().connect()) {
            assertThat(SessionZone.of(connection, SqlDialect.SQLITE)).isEqualTo(ZoneOffset.UTC);
        }
    }

    /** The type of a parameter that stands alone is a text on MariaDB. */
    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void isThatOfTimesInTextsOnMySql(String driver) {
        TestDatabase database = driver.equals("mysql") ? TestDatabases.mysql() : TestDatabases.mariadb();
        Instant instant = Instant.parse("2024-03-10T06:00:00.123456Z");
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            assertThat(petDb.sql.query("select :t as t", Map.of("t", instant), Instant.class))
                    .containsExactly(instant);
            assertThat(petDb.sql
                            .query("select '2024-03-10 06:00:00.123456' as t")
                            .row(0)
                            .getInstant("t"))
                    .isEqualTo(instant);
        }
    }

    @Test
    void aChangedZoneCountsForTheSameQuery() {
        try (PooledDatabase petDb = new PooledDatabase(TestDatabases.h2())) {
            String query = "select timestamp '2024-07-01 12:00:00' as happened";
            petDb.sql.transaction(tx -> {
                tx.update("set time zone 'UTC'");
                assertThat(tx.sql(query).value(Instant.class)).isEqualTo(Instant.parse("2024-07-01T12:00:00Z"));
                assertThat(tx.sql(query).value(LocalDateTime.class)).isEqualTo(LocalDateTime.of(2024, 7, 1, 12, 0));
                tx.update("set time zone 'Asia/Kathmandu'");
                assertThat(tx.sql(query).value(Instant.class)).isEqualTo(Instant.parse("2024-07-01T06:15:00Z"));
                assertThat(tx.sql(query).value(LocalDateTime.class)).isEqualTo(LocalDateTime.of(2024, 7, 1, 12, 0));
            });
        }
    }

    /** As the server casts it. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aTextWithoutAZoneIsALocalTimeOfTheSession(String product) {
        TestDatabase database = product.equals("h2") ? TestDatabases.h2() : TestDatabases.postgres();
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            String text = "select cast('2024-07-01 12:00:00' as varchar(30)) as happened";
            String moment =
                    "select cast(cast('2024-07-01 12:00:00' as varchar(30)) as timestamp with time zone) as happened";
            petDb.sql.transaction(tx -> {
                for (String zone : List.of("UTC", "Asia/Kathmandu", "America/St_Johns", "UTC")) {
                    tx.update("set time zone '" + zone + "'");
                    Instant expected = LocalDateTime.of(2024, 7, 1, 12, 0)
                            .atZone(ZoneId.of(zone))
                            .toInstant();
                    assertThat(tx.sql(moment).value(Instant.class)).isEqualTo(expected);
                    assertThat(tx.sql(text).value(Instant.class)).as(zone).isEqualTo(expected);
                    assertThat(tx.sql(text).one(Happened.class)).isEqualTo(new Happened(expected));
                    assertThat(tx.query(text).row(0).get("happened", Instant.class))
                            .isEqualTo(expected);
                    assertThat(tx.query(text).as(Happened.class)).containsExactly(new Happened(expected));
                    assertThat(tx.sql(text).value(LocalDateTime.class)).isEqualTo(LocalDateTime.of(2024, 7, 1, 12, 0));
                }
            });
        }
    }

    record Happened(Instant happened) {}
}
