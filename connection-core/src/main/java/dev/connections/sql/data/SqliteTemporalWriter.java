package dev.connections.sql.data;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.WritingConverter;

/** Writes dates and times as ISO 8601 text: SQLite has no type for them. */
@WritingConverter
final class SqliteTemporalWriter implements GenericConverter {

    /** With all nine digits of the fraction, so that texts sort as the instants do. */
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSX").withZone(ZoneOffset.UTC);

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Stream.of(LocalDateTime.class, LocalDate.class, LocalTime.class, Instant.class, OffsetDateTime.class)
                .map(type -> new ConvertiblePair(type, String.class))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        if (source == null) {
            return null;
        }
        return source instanceof Instant instant ? INSTANT.format(instant) : source.toString();
    }
}
