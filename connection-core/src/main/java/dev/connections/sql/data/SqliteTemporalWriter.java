package dev.connections.sql.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.WritingConverter;

/**
 * Writes dates and times as the texts that SQLite's own functions make and understand: SQLite has no type for them. The
 * texts are those that {@code SqlConnection} writes, so that either finds what the other stored.
 */
@WritingConverter
final class SqliteTemporalWriter implements GenericConverter {

    private static final DateTimeFormatter LOCAL = withFraction(0).toFormatter(Locale.ROOT);

    /** With all nine digits of the fraction, so that the texts sort as the instants do. */
    private static final DateTimeFormatter UTC =
            withFraction(9).appendLiteral('Z').toFormatter(Locale.ROOT);

    private static DateTimeFormatterBuilder withFraction(int digits) {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendPattern(" HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, digits, 9, true);
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Stream.of(LocalDateTime.class, LocalDate.class, LocalTime.class, Instant.class, OffsetDateTime.class)
                .map(type -> new ConvertiblePair(type, String.class))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        if (source instanceof LocalDateTime local) {
            return LOCAL.format(local);
        }
        if (source instanceof Instant instant) {
            return UTC.format(instant.atOffset(ZoneOffset.UTC));
        }
        if (source instanceof OffsetDateTime dateTime) {
            return UTC.format(dateTime.withOffsetSameInstant(ZoneOffset.UTC));
        }
        return source == null ? null : source.toString();
    }
}
