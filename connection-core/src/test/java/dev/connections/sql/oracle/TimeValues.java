package dev.connections.sql.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Dates and times at the edges: changes of clocks in each zone, leap days, the first and the last year, fractions. */
final class TimeValues {

    private static final Instant APIA_SKIPS_A_DAY = Instant.parse("2011-12-01T00:00:00Z");

    private TimeValues() {}

    static List<?> of(TimeColumn column, List<ZoneId> zones, Random random) {
        if (column.type() == Instant.class) {
            return instants(zones, random).stream()
                    .map(value -> value.truncatedTo(column.digits() == 9 ? ChronoUnit.NANOS : ChronoUnit.MICROS))
                    .filter(column::holds)
                    .toList();
        }
        if (column.type() == LocalDateTime.class) {
            return locals(zones, random).stream()
                    .map(value -> value.truncatedTo(column.digits() == 9 ? ChronoUnit.NANOS : ChronoUnit.MICROS))
                    .toList();
        }
        if (column.type() == LocalDate.class) {
            return locals(zones, random).stream()
                    .map(LocalDateTime::toLocalDate)
                    .distinct()
                    .toList();
        }
        return column.type() == LocalTime.class ? times(column.digits()) : durations(column);
    }

    private static List<Instant> instants(List<ZoneId> zones, Random random) {
        List<Instant> values = new ArrayList<>(List.of(
                Instant.EPOCH,
                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                Instant.parse("1970-01-02T00:00:00.000001Z"),
                Instant.parse("2024-02-29T12:34:56.123456789Z"),
                Instant.parse("0001-01-02T00:00:00Z"),
                // a leap day of the Julian calendar only, and the days that Gregory XIII left out
                Instant.parse("1500-02-28T23:59:59.5Z"),
                Instant.parse("1500-03-01T00:00:00Z"),
                Instant.parse("1582-10-04T12:00:00Z"),
                Instant.parse("1582-10-05T00:00:00Z"),
                Instant.parse("1582-10-10T10:11:12.123456Z"),
                Instant.parse("1582-10-15T00:00:00Z"),
                Instant.parse("9999-12-30T23:59:59.999999Z")));
        for (ZoneOffsetTransition change : changes(zones)) {
            values.add(change.getInstant());
            values.add(change.getInstant().minusMillis(500));
            values.add(change.getInstant().minusSeconds(1800));
            values.add(change.getInstant().plusSeconds(1800));
        }
        for (int i = 0; i < 5; i++) {
            values.add(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
        }
        return values;
    }

    private static List<LocalDateTime> locals(List<ZoneId> zones, Random random) {
        List<LocalDateTime> values = new ArrayList<>();
        instants(List.of(), random).forEach(value -> values.add(LocalDateTime.ofInstant(value, ZoneOffset.UTC)));
        for (ZoneOffsetTransition change : changes(zones)) {
            LocalDateTime earlier = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
            values.add(earlier);
            values.add(earlier.plus(change.getDuration().abs().dividedBy(2)));
        }
        return values;
    }

    private static List<ZoneOffsetTransition> changes(List<ZoneId> zones) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        for (ZoneId zone : zones) {
            for (Instant from : List.of(APIA_SKIPS_A_DAY, Instant.parse("2024-01-01T00:00:00Z"))) {
                ZoneOffsetTransition first = zone.getRules().nextTransition(from);
                if (first != null) {
                    changes.add(first);
                    ZoneOffsetTransition second = zone.getRules().nextTransition(first.getInstant());
                    if (second != null) {
                        changes.add(second);
                    }
                }
            }
        }
        return changes;
    }

    private static List<LocalTime> times(int digits) {
        return List.of(
                LocalTime.MIDNIGHT,
                LocalTime.of(2, 30),
                LocalTime.of(23, 59, 59),
                LocalTime.of(10, 11, 12, 123_456_000),
                LocalTime.of(23, 59, 59, digits == 9 ? 999_999_999 : 999_999_000));
    }

    private static List<Duration> durations(TimeColumn column) {
        return List.of(
                Duration.ZERO,
                Duration.parse("PT2H3M4.5S"),
                Duration.parse("PT23H59M59.999999S"),
                Duration.ofHours(24),
                Duration.parse("PT26H30M"),
                Duration.parse("PT-0.5S"),
                Duration.parse("PT-26H-30M"),
                Duration.parse("PT838H59M59S"));
    }
}
