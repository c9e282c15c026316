package dev.connections.sql.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.ReadingConverter;

/**
 * Reads dates and times out of what a SQLite column may hold: ISO 8601 text, the text that SQLite's own functions write
 * ({@code 2026-11-21 10:15:00}, in UTC), or the milliseconds since 1970 that the driver writes for {@code java.sql}
 * types.
 */
@ReadingConverter
final class SqliteTemporalReader implements GenericConverter {

    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter();

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Stream.of(LocalDateTime.class, LocalDate.class, LocalTime.class, Instant.class, OffsetDateTime.class)
                .flatMap(type ->
                        Stream.of(new ConvertiblePair(String.class, type), new ConvertiblePair(Number.class, type)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        if (source == null) {
            return null;
        }
        Class<?> target = targetType.getType();
        return source instanceof Number millis
                ? ofMillis(Instant.ofEpochMilli(millis.longValue()), target)
                : ofText(source.toString(), target);
    }

    private static Object ofMillis(Instant instant, Class<?> target) {
        return target == Instant.class
                ? instant
                : part(instant.atZone(ZoneId.systemDefault()).toOffsetDateTime(), target);
    }

    private static Object ofText(String text, Class<?> target) {
        if (target == LocalTime.class && text.indexOf('-') < 0) {
            return LocalTime.parse(text);
        }
        TemporalAccessor parsed =
                TEXT.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof LocalDate date) {
            return part(date.atStartOfDay().atOffset(ZoneOffset.UTC), target);
        }
        return part(
                parsed instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : (OffsetDateTime) parsed,
                target);
    }

    private static Object part(OffsetDateTime value, Class<?> target) {
        if (target == LocalDateTime.class) {
            return value.toLocalDateTime();
        }
        if (target == LocalDate.class) {
            return value.toLocalDate();
        }
        if (target == LocalTime.class) {
            return value.toLocalTime();
        }
        return target == Instant.class ? value.toInstant() : value;
    }
}
