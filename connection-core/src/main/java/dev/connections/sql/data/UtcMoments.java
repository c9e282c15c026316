package dev.connections.sql.data;

import static org.springframework.data.convert.ConverterBuilder.reading;
import static org.springframework.data.convert.ConverterBuilder.writing;

import java.sql.JDBCType;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.jdbc.core.mapping.JdbcValue;

/**
 * Converts moments to and from the local times of UTC, in which MySQL's and MariaDB's sessions are. Spring Data takes
 * them through the JVM's time zone, where an hour may be missing, and the server's {@code now()} would be another time.
 */
final class UtcMoments {

    /** Both round more digits than a column has. */
    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private static final List<GenericConverter> CONVERTERS = Stream.of(
                    writing(Instant.class, JdbcValue.class, UtcMoments::text),
                    writing(OffsetDateTime.class, JdbcValue.class, moment -> text(moment.toInstant())),
                    reading(Timestamp.class, Instant.class, local -> utc(local.toLocalDateTime())
                            .toInstant()),
                    reading(LocalDateTime.class, Instant.class, local -> utc(local)
                            .toInstant()),
                    reading(Timestamp.class, OffsetDateTime.class, local -> utc(local.toLocalDateTime())),
                    reading(LocalDateTime.class, OffsetDateTime.class, UtcMoments::utc))
            .flatMap(converter -> converter.getConverters().stream())
            .toList();

    private UtcMoments() {}

    /** Returns the converters of a dialect with those for moments. */
    static Collection<Object> in(Collection<Object> ofDialect) {
        List<Object> converters = new ArrayList<>(CONVERTERS);
        // those of Spring Data for these types would be found before
        ofDialect.stream()
                .filter(converter -> !converter.getClass().getSimpleName().startsWith("OffsetDateTime"))
                .forEach(converters::add);
        return converters;
    }

    /** As text: the drivers take a {@code Timestamp} through the JVM's time zone. */
    private static JdbcValue text(Instant moment) {
        return JdbcValue.of(TEXT.format(moment.atOffset(ZoneOffset.UTC)), JDBCType.VARCHAR);
    }

    private static OffsetDateTime utc(LocalDateTime local) {
        return local.atOffset(ZoneOffset.UTC);
    }
}
