package dev.connections.sql.data;

import dev.connections.sql.parameters.SqliteTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
        return SqliteTime.text(source instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : source);
    }
}
