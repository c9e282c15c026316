package dev.connections.sql.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.TestConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.Seed;
import java.lang.reflect.Array;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each date and time of each column type is what the database holds, in every zone of the JVM, however it is read; and what
 * is written is what a literal of SQL would have written. The literals are the oracle: no driver takes part in them.
 */
@Isolated("changes the default time zone")
@Timeout(300)
@RequiresServer
class TimeOracleTests {

    private static final List<ZoneId> ZONES = Stream.of(
                    "UTC", "America/St_Johns", "Europe/Berlin", "Pacific/Apia", "Asia/Kolkata")
            .map(ZoneId::of)
            .toList();

    private final TimeZone before = TimeZone.getDefault();

    private final List<String> wrong = new ArrayList<>();

    record OfInstant(Instant v) {}

    record OfLocal(LocalDateTime v) {}

    record OfOffset(OffsetDateTime v) {}

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(before);
    }

    static Stream<Object[]> zonesAndSubjects() {
        return ZONES.stream().flatMap(zone -> Stream.of(Subject.values()).map(subject -> new Object[] {zone, subject}));
    }

    @ParameterizedTest
    @MethodSource("zonesAndSubjects")
    void timesAreWhatTheDatabaseHolds(ZoneId zone, Subject subject) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (TestConnection connection = TestConnection.withDriverDefaults(subject.database())) {
            SqlConnection sql = connection.handle();
            ZoneId session = session(subject, sql, zone);
            TimeColumn.all().stream()
                    .filter(column -> column.subject() == subject)
                    .forEach(column -> {
                        sql.update("create table t (id integer, v " + column.sqlType() + ")");
                        TimeValues.of(column, List.of(zone), new Random(Seed.VALUE))
                                .forEach(value -> compare(sql, column, session, value));
                        sql.update("drop table t");
                    });
        }
        assertThat(wrong.stream().limit(40))
                .as("%d differences on %s, JVM in %s, seed %d", wrong.size(), subject, zone, Seed.VALUE)
                .isEmpty();
    }

    /** H2 keeps the zone in which its classes were loaded. */
    private static ZoneId session(Subject subject, SqlConnection sql, ZoneId jvm) throws SQLException {
        if (subject != Subject.H2) {
            return jvm;
        }
        try (var connection = sql.dataSource().getConnection()) {
            return ZoneId.of(connection
                    .unwrap(JdbcConnection.class)
                    .getSession()
                    .currentTimeZone()
                    .getId());
        }
    }

    private void compare(SqlConnection sql, TimeColumn column, ZoneId session, Object value) {
        sql.update("insert into t values (1, " + literal(column, value) + ")");
        for (Object expected : expected(column, session, value)) {
            read(sql, column, value, expected);
            write(sql, column, value, expected);
        }
        sql.update("delete from t");
    }

    /** The value as each Java type that can hold it. */
    private static List<Object> expected(TimeColumn column, ZoneId session, Object value) {
        if (value instanceof Instant instant) {
            return ofInstant(instant, LocalDateTime.ofInstant(instant, column.zone(session)), column);
        }
        if (value instanceof LocalDateTime local) {
            Instant instant = local.atZone(column.zone(session)).toInstant();
            return ofInstant(instant, local, column);
        }
        if (value instanceof LocalDate date) {
            return List.of(date);
        }
        if (value instanceof LocalTime time) {
            return time.getNano() % 1_000_000 == 0
                    ? List.of(time, time(time), Duration.ofNanos(time.toNanoOfDay()))
                    : List.of(time, Duration.ofNanos(time.toNanoOfDay()));
        }
        Duration duration = (Duration) value;
        boolean isTimeOfDay = column.inRows().contains("LocalTime")
                && !duration.isNegative()
                && duration.compareTo(Duration.ofDays(1)) < 0;
        return isTimeOfDay ? List.of(duration, LocalTime.ofNanoOfDay(duration.toNanos())) : List.of(duration);
    }

    private static List<Object> ofInstant(Instant instant, LocalDateTime local, TimeColumn column) {
        List<Object> all = new ArrayList<>(List.of(
                instant, instant.atOffset(ZoneOffset.UTC), instant.atZone(ZoneOffset.UTC), Timestamp.from(instant)));
        if (instant.getNano() % 1_000_000 == 0) {
            all.add(Date.from(instant));
        }
        // only where a column is one of instants does the zone of a local time matter for what is stored
        all.add(local);
        return all;
    }

    private static Time time(LocalTime time) {
        return new Time(time.atDate(LocalDate.EPOCH)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli());
    }

    private void read(SqlConnection sql, TimeColumn column, Object value, Object expected) {
        Class<?> type = expected.getClass();
        String query = "select v from t where id = 1";
        check(column, value, expected, "value", () -> sql.sql(query).value(type));
        check(column, value, expected, "list", () -> sql.query(query, type).get(0));
        check(column, value, expected, "stream", () -> {
            try (Stream<?> rows = sql.sql(query).stream(type)) {
                return rows.toList().get(0);
            }
        });
        check(column, value, expected, "row", () -> sql.query(query).row(0).get("v", type));
        check(column, value, expected, "rows", () -> sql.query(query).as(type).get(0));
        check(column, value, expected, "a row alone", () -> sql.sql(query)
                .one(Row.class)
                .get(0, type));
        if (expected instanceof Instant) {
            check(column, value, expected, "record", () -> sql.sql(query)
                    .one(OfInstant.class)
                    .v());
            check(column, value, expected, "rows as records", () -> sql.query(query)
                    .as(OfInstant.class)
                    .get(0)
                    .v());
        }
        if (expected instanceof LocalDateTime) {
            check(column, value, expected, "record", () -> sql.sql(query)
                    .one(OfLocal.class)
                    .v());
        }
        if (expected instanceof OffsetDateTime) {
            check(column, value, expected, "record", () -> sql.sql(query)
                    .one(OfOffset.class)
                    .v());
        }
        if (column.subject().hasArrays()) {
            check(
                    column,
                    value,
                    expected,
                    "array",
                    () -> Array.get(
                            sql.sql("select " + column.subject().arrayOf("v") + " as v from t where id = 1")
                                    .one(type.arrayType()),
                            0));
        }
        Rows rows = sql.query(query);
        Object stored = rows.row(0).getObject(0);
        if (!column.inRows().contains(stored.getClass().getSimpleName())) {
            wrong.add(column + ": " + value + " is a " + stored.getClass().getName() + " in rows");
        }
    }

    private void write(SqlConnection sql, TimeColumn column, Object value, Object parameter) {
        if (isAmbiguous(column, value, parameter)) {
            return;
        }
        Supplier<Object> text = () -> sql.sql("select " + column.subject().text("v") + " from t where id = 2")
                .value(String.class);
        Object expected = sql.sql("select " + column.subject().text("v") + " from t where id = 1")
                .value(String.class);
        check(column, value, expected, "parameter " + parameter.getClass().getSimpleName(), () -> {
            sql.update("insert into t values (2, :v)", Map.of("v", parameter));
            return text.get();
        });
        sql.update("delete from t where id = 2");
        check(column, value, expected, "batch of " + parameter.getClass().getSimpleName(), () -> {
            sql.sql("insert into t values (2, :v)").batch(List.of(Map.of("v", parameter)));
            return text.get();
        });
        sql.update("delete from t where id = 2");
        if (!(parameter instanceof Duration)) {
            check(column, value, 1L, "in a list of " + parameter.getClass().getSimpleName(), () -> sql.sql(
                            "select count(*) from t where v in (:v)")
                    .param("v", List.of(parameter, parameter))
                    .value(Long.class));
        }
    }

    /**
     * A local time that the session's zone does not have, or has twice, is not the one that its instant is written as; and
     * SQLite stores an instant as another text than a local time.
     */
    private static boolean isAmbiguous(TimeColumn column, Object value, Object parameter) {
        if (column.subject() == Subject.SQLITE) {
            return value instanceof LocalDateTime && !(parameter instanceof LocalDateTime)
                    || value instanceof LocalTime && !(parameter instanceof LocalTime);
        }
        if (value instanceof LocalTime) {
            return parameter instanceof Duration;
        }
        boolean isExact = parameter instanceof Instant
                || parameter instanceof OffsetDateTime
                || parameter instanceof ZonedDateTime
                || parameter instanceof Date && !(parameter instanceof Time);
        boolean session = column.subject() == Subject.POSTGRESQL || column.subject() == Subject.H2;
        return session
                && (value instanceof LocalDateTime && isExact
                        || value instanceof Instant && parameter instanceof LocalDateTime);
    }

    private void check(TimeColumn column, Object value, Object expected, String path, Supplier<Object> actual) {
        Object found;
        try {
            found = actual.get();
        } catch (RuntimeException ex) {
            found = ex;
        }
        if (!same(expected, found)) {
            wrong.add(column.sqlType() + ": " + value + " by " + path + " is " + found + " rather than " + expected);
        }
    }

    private static boolean same(Object expected, Object found) {
        if (expected instanceof OffsetDateTime one && found instanceof OffsetDateTime other) {
            return one.isEqual(other);
        }
        return expected instanceof ZonedDateTime one && found instanceof ZonedDateTime other
                ? one.isEqual(other)
                : expected.equals(found);
    }

    private static String literal(TimeColumn column, Object value) {
        if (value instanceof Duration duration) {
            return interval(column, duration);
        }
        if (value instanceof Instant instant) {
            String zone = column.sqlType().endsWith("null") ? "" : "+00:00";
            return "'" + text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), column) + zone + "'";
        }
        if (value instanceof LocalDateTime local) {
            return "'" + text(local, column) + "'";
        }
        return "'" + value + "'";
    }

    private static String text(LocalDateTime local, TimeColumn column) {
        String pattern = "yyyy-MM-dd HH:mm:ss" + (local.getNano() == 0 ? "" : "." + "S".repeat(column.digits()));
        String text = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(local);
        return column.subject() == Subject.SQLITE ? text.replaceAll("(\\.\\d*?)0+$", "$1") : text;
    }

    private static String interval(TimeColumn column, Duration duration) {
        Duration positive = duration.abs();
        String clock = String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%06d",
                positive.toHours(),
                positive.toMinutesPart(),
                positive.toSecondsPart(),
                positive.getNano() / 1000);
        String sign = duration.isNegative() ? "-" : "";
        return column.subject() == Subject.H2
                ? "interval '" + sign + clock + "' hour to second"
                : "'" + sign + clock + "'";
    }
}
