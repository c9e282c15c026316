package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Times that Spring Data JDBC and {@code JdbcClient} write to MariaDB, in the zone of the tests, America/St_Johns. */
@RequiresServer
@ParameterizedClass
@MethodSource("drivers")
class MariaDbTimesTests {

    @Parameter
    Supplier<TestDatabase> driver;

    private TestConnection connection;

    private AnnotationConfigApplicationContext context;

    static Stream<Named<Supplier<TestDatabase>>> drivers() {
        return Stream.of(Named.of("mariadb", TestDatabases::mariadb), Named.of("mysql", TestDatabases::mysql));
    }

    @BeforeEach
    void open() throws SQLException {
        TestDatabase database = driver.get();
        connection = TestConnection.withDriverDefaults(database);
        context = new AnnotationConfigApplicationContext();
        ConnectionByHand.registerIn(context, "petDb", connection);
        context.register(Repositories.class);
        context.refresh();
        connection
                .handle()
                .update("create table visit (id bigint auto_increment primary key, happened datetime(6),"
                        + " noted timestamp(6) null, day date, opens time(6))");
    }

    @AfterEach
    void close() {
        context.close();
    }

    /** Moments in the hour that the JVM's zone skips, and in the one that comes twice. */
    @ParameterizedTest
    @ValueSource(strings = {"2024-03-10T05:59:59.999999Z", "2024-11-03T03:45:00.5Z", "2024-11-03T04:45:00.5Z"})
    void storesMomentsInUtc(Instant moment) {
        JdbcAggregateTemplate template = context.getBean(JdbcAggregateTemplate.class);
        Moment saved = template.insert(new Moment(null, moment, moment.atOffset(ZoneOffset.ofHours(3))));
        assertThat(connection.handle().sql("select noted from visit").value(Instant.class))
                .isEqualTo(moment);
        assertThat(connection.handle().sql("select happened from visit").value(Instant.class))
                .isEqualTo(moment);
        assertThat(connection
                        .handle()
                        .sql("select count(*) from visit where noted = :moment")
                        .param("moment", moment)
                        .value(Integer.class))
                .isEqualTo(1);
        assertThat(template.findAll(Query.query(Criteria.where("noted").greaterThanOrEquals(moment)), Moment.class))
                .singleElement()
                .satisfies(found -> assertThat(found.noted()).isEqualTo(saved.noted()))
                .satisfies(found -> assertThat(found.happened().toInstant()).isEqualTo(moment));
        assertThat(template.findAll(Query.query(Criteria.where("noted").greaterThan(moment)), Moment.class))
                .isEmpty();
    }

    /** Without the hour that the JVM's zone skips: Spring Data reads Connector/J's times by java.sql.Timestamp. */
    @ParameterizedTest
    @ValueSource(strings = {"2024-11-03T01:30:00.123456", "2024-07-01T23:45:00.5"})
    void storesThePropertiesOfAnEntityAsTheyAre(LocalDateTime time) {
        // Spring Data reads a time of day by java.sql.Time, which has no fraction
        LocalTime opens = time.toLocalTime().truncatedTo(ChronoUnit.SECONDS);
        Visit visit = new Visit(null, time, time.toInstant(ZoneOffset.UTC), time.toLocalDate(), opens);
        JdbcAggregateTemplate template = context.getBean(JdbcAggregateTemplate.class);
        Visit saved = template.insert(visit);
        assertStored(time, opens);
        assertThat(connection.handle().sql("select noted from visit").value(Instant.class))
                .isEqualTo(visit.noted());
        assertThat(template.findAll(Visit.class)).containsExactly(saved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-03-10T02:30:00.123456", "2024-11-03T01:30:00.123456", "2024-07-01T23:45:00.5"})
    void storesTheParametersOfAJdbcClientAsTheyAre(LocalDateTime time) {
        JdbcClient client = connection.handle().jdbcClient();
        client.sql("insert into visit (happened, noted, day, opens) values (:time, :time, :day, :opens)")
                .param("time", time)
                .param("day", time.toLocalDate())
                .param("opens", time.toLocalTime())
                .update();
        assertStored(time, time.toLocalTime());
        assertThat(stored("noted")).startsWith(time.toString().replace('T', ' '));
        assertThat(client.sql("select happened from visit")
                        .query(LocalDateTime.class)
                        .single())
                .isEqualTo(time);
    }

    private void assertStored(LocalDateTime time, LocalTime opens) {
        assertThat(stored("happened")).startsWith(time.toString().replace('T', ' '));
        assertThat(stored("day")).isEqualTo(time.toLocalDate().toString());
        assertThat(stored("opens")).startsWith(opens.toString());
    }

    private String stored(String column) {
        return connection
                .handle()
                .sql("select cast(" + column + " as char) from visit")
                .value(String.class);
    }

    @Table("visit")
    record Visit(@Id @Nullable Long id, LocalDateTime happened, Instant noted, LocalDate day, LocalTime opens) {}

    @Table("visit")
    record Moment(@Id @Nullable Long id, Instant noted, OffsetDateTime happened) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = dev.connections.sql.pets.Owner.class)
    static class Repositories {}
}
