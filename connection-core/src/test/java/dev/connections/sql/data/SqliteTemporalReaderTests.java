package dev.connections.sql.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.convert.TypeDescriptor;

class SqliteTemporalReaderTests {

    private static final Instant INSTANT = Instant.parse("2026-11-21T10:15:30.120Z");

    static Stream<Arguments> values() {
        LocalDateTime local = LocalDateTime.of(2026, 11, 21, 10, 15, 30, 120_000_000);
        LocalDateTime here = LocalDateTime.ofInstant(INSTANT, ZoneId.systemDefault());
        return Stream.of(
                Arguments.of("2026-11-21T10:15:30.12", local),
                Arguments.of("2026-11-21 10:15:30.12", local),
                Arguments.of("2026-11-21 10:15", LocalDateTime.of(2026, 11, 21, 10, 15)),
                Arguments.of("2026-11-21", LocalDateTime.of(2026, 11, 21, 0, 0)),
                Arguments.of("2026-11-21 10:15:30", LocalDate.of(2026, 11, 21)),
                Arguments.of("2026-11-21", LocalDate.of(2026, 11, 21)),
                Arguments.of("10:15:30.12", local.toLocalTime()),
                Arguments.of("2026-11-21 10:15:30.12", local.toLocalTime()),
                Arguments.of("2026-11-21 10:15:30.12", INSTANT),
                Arguments.of("2026-11-21T12:15:30.12+02:00", INSTANT),
                Arguments.of("2026-11-21T12:15:30.12+02:00", local.plusHours(2).atOffset(ZoneOffset.ofHours(2))),
                Arguments.of(INSTANT.toEpochMilli(), INSTANT),
                Arguments.of(INSTANT.toEpochMilli(), here),
                Arguments.of(INSTANT.toEpochMilli(), here.toLocalDate()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsTextAndMilliseconds(Object stored, Object expected) {
        assertThat(read(stored, expected.getClass())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("written")
    void readsWhatTheWriterWrites(Object value) {
        Object text = new SqliteTemporalWriter()
                .convert(value, TypeDescriptor.forObject(value), TypeDescriptor.valueOf(String.class));
        assertThat(read(text, value.getClass())).isEqualTo(value);
    }

    static Stream<Object> written() {
        return Stream.of(
                LocalDate.of(2026, 2, 28),
                LocalTime.of(10, 15),
                LocalDateTime.of(2026, 11, 21, 0, 0, 0, 1),
                Instant.parse("2026-11-21T10:15:30.000000001Z"),
                Instant.EPOCH,
                OffsetDateTime.of(2026, 11, 21, 10, 15, 30, 0, ZoneOffset.UTC));
    }

    @Test
    void writesInstantsSoThatTextsSortAsTheyDo() {
        Instant[] instants = {INSTANT.minusMillis(120), INSTANT.minusMillis(20), INSTANT};
        assertThat(Stream.of(instants).map(instant -> (String) new SqliteTemporalWriter()
                        .convert(instant, TypeDescriptor.valueOf(Instant.class), TypeDescriptor.valueOf(String.class))))
                .isSorted();
    }

    @Test
    void refusesOtherText() {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> read("yesterday", LocalDate.class));
    }

    private static Object read(Object stored, Class<?> type) {
        return new SqliteTemporalReader()
                .convert(stored, TypeDescriptor.forObject(stored), TypeDescriptor.valueOf(type));
    }
}
