package dev.connections.sql.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * A column type of {@code times.csv}, which the documentation includes.
 *
 * @param sqlType as in {@code create table}
 * @param inRows the classes of its values in {@code Rows}
 * @param instant what an {@link Instant} is in it
 */
record TimeColumn(Subject subject, String sqlType, List<String> inRows, String instant) {

    static List<TimeColumn> all() {
        try (InputStream in = TimeColumn.class.getResourceAsStream("times.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells -> new TimeColumn(
                            Subject.valueOf(cells[0]), cells[1], Arrays.asList(cells[2].split(" or ")), cells[3]))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    boolean isExact() {
        return instant.equals("exact");
    }

    /** The zone in which a local time of this column is an instant. */
    ZoneId zone(ZoneId session) {
        return subject == Subject.H2 || subject == Subject.POSTGRESQL ? session : ZoneOffset.UTC;
    }

    /** The class of the values that are stored. */
    Class<?> type() {
        if (isExact()) {
            return Instant.class;
        }
        if (sqlType.startsWith("interval") || inRows.contains("Duration")) {
            return Duration.class;
        }
        return inRows.contains("LocalDate")
                ? LocalDate.class
                : inRows.contains("LocalTime") ? LocalTime.class : LocalDateTime.class;
    }

    /** MySQL's {@code TIMESTAMP} begins in 1970 and ends in 2038. */
    boolean holds(Instant value) {
        return !sqlType.endsWith("null")
                || value.isAfter(Instant.ofEpochSecond(1)) && value.isBefore(Instant.ofEpochSecond(Integer.MAX_VALUE));
    }

    /** The number of digits of a second's fraction. */
    int digits() {
        return subject == Subject.H2 || subject == Subject.SQLITE ? 9 : 6;
    }
}
