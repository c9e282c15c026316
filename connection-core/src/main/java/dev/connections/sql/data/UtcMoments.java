package dev.connections.sql.data;

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
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.mapping.JdbcValue;

/**
 * Converts moments to and from the local times of UTC, in which MySQL's and MariaDB's sessions are. Spring Data takes
 * them through the JVM's time zone, where an hour may be missing, and the server's {@code now()} would be another time.
 */
final class UtcMoments {

    /** Both round more digits than a column has. */
    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private UtcMoments() {}

    /** Returns the converters of a dialect with those for moments. */
    static Collection<Object> in(Collection<Object> ofDialect) {
        List<Object> converters = new ArrayList<>(List.of(
                InstantWriter.INSTANCE,
                OffsetDateTimeWriter.INSTANCE,
                InstantReader.INSTANCE,
                LocalInstantReader.INSTANCE,
                OffsetDateTimeReader.INSTANCE,
                LocalOffsetDateTimeReader.INSTANCE));
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

    @WritingConverter
    private enum InstantWriter implements Converter<Instant, JdbcValue> {
        INSTANCE;

        @Override
        public JdbcValue convert(Instant moment) {
            return text(moment);
        }
    }

    @WritingConverter
    private enum OffsetDateTimeWriter implements Converter<OffsetDateTime, JdbcValue> {
        INSTANCE;

        @Override
        public JdbcValue convert(OffsetDateTime moment) {
            return text(moment.toInstant());
        }
    }

    @ReadingConverter
    private enum InstantReader implements Converter<Timestamp, Instant> {
        INSTANCE;

        @Override
        public Instant convert(Timestamp local) {
            return local.toLocalDateTime().toInstant(ZoneOffset.UTC);
        }
    }

    @ReadingConverter
    private enum LocalInstantReader implements Converter<LocalDateTime, Instant> {
        INSTANCE;

        @Override
        public Instant convert(LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
    }

    @ReadingConverter
    private enum OffsetDateTimeReader implements Converter<Timestamp, OffsetDateTime> {
        INSTANCE;

        @Override
        public OffsetDateTime convert(Timestamp local) {
            return local.toLocalDateTime().atOffset(ZoneOffset.UTC);
        }
    }

    @ReadingConverter
    private enum LocalOffsetDateTimeReader implements Converter<LocalDateTime, OffsetDateTime> {
        INSTANCE;

        @Override
        public OffsetDateTime convert(LocalDateTime local) {
            return local.atOffset(ZoneOffset.UTC);
        }
    }
}
