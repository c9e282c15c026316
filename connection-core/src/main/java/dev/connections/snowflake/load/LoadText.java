package dev.connections.snowflake.load;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The exact text of a value, as the expressions of {@link LoadType} read it. A time without a zone is one of this JVM's
 * default time zone, where an instant is wanted, and the other way round.
 */
final class LoadText {

    private LoadText() {}

    /**
     * @return {@code null} for null
     * @throws IllegalArgumentException if the value does not fit the type; the message is a part of a sentence
     */
    static @Nullable String of(@Nullable Object given, LoadType type) {
        Object value = (given instanceof Optional<?> optional) ? optional.orElse(null) : given;
        if (value == null) {
            return null;
        }
        return switch (type) {
            case DATE -> date(value);
            case TIME -> time(value);
            case TIMESTAMP_NTZ -> local(value);
            case TIMESTAMP_LTZ, TIMESTAMP_TZ -> zoned(value);
            case BINARY -> (value instanceof byte[] bytes) ? HexFormat.of().formatHex(bytes) : text(value);
            case FLOAT -> (value instanceof Double || value instanceof Float) ? floating(value) : plain(value);
            case VARIANT, ARRAY, OBJECT -> JsonText.document(value);
            default -> plain(value);
        };
    }

    private static String plain(Object value) {
        if (value instanceof String || value instanceof Long || value instanceof Integer) {
            return value.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(value.toString()).toPlainString() : floating(value);
        }
        if (value instanceof LocalDateTime || value instanceof java.sql.Timestamp) {
            return local(value);
        }
        return (value instanceof LocalTime) ? time(value) : text(value);
    }

    /** Of what has only one text. */
    private static String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        boolean known = value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger
                || value instanceof UUID
                || value instanceof java.net.URI
                || value instanceof java.net.URL
                || value instanceof Locale
                || value instanceof java.time.temporal.TemporalAccessor
                || value instanceof java.time.temporal.TemporalAmount
                || value instanceof java.sql.Date
                || value instanceof java.sql.Time;
        if (!known) {
            throw unfit(value);
        }
        return value.toString();
    }

    private static String floating(Object value) {
        double number = ((Number) value).doubleValue();
        return Double.isInfinite(number) ? (number > 0) ? "inf" : "-inf" : value.toString();
    }

    private static String date(Object value) {
        if (value instanceof LocalDate || value instanceof java.sql.Date || value instanceof CharSequence) {
            return value.toString();
        }
        throw unfit(value);
    }

    private static String time(Object value) {
        if (value instanceof java.sql.Time time) {
            return time(time.toLocalTime());
        }
        if (value instanceof LocalTime time) {
            return append(new StringBuilder(18), time).toString();
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        throw unfit(value);
    }

    private static String local(Object value) {
        if (value instanceof LocalDateTime time) {
            return append(new StringBuilder(29), time).toString();
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return local(timestamp.toLocalDateTime());
        }
        if (value instanceof LocalDate date) {
            return local(date.atStartOfDay());
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        return local(instant(value).atZone(ZoneId.systemDefault()).toLocalDateTime());
    }

    private static String zoned(Object value) {
        if (value instanceof CharSequence) {
            return value.toString();
        }
        OffsetDateTime time;
        if (value instanceof OffsetDateTime given) {
            time = given;
        } else if (value instanceof ZonedDateTime given) {
            time = given.toOffsetDateTime();
        } else if (value instanceof LocalDateTime given) {
            time = given.atZone(ZoneId.systemDefault()).toOffsetDateTime();
        } else if (value instanceof LocalDate given) {
            time = given.atStartOfDay(ZoneId.systemDefault()).toOffsetDateTime();
        } else {
            time = instant(value).atOffset(ZoneOffset.UTC);
        }
        if (time.getOffset().getTotalSeconds() % 60 != 0) {
            // as places had before there were time zones
            time = time.withOffsetSameInstant(ZoneOffset.UTC);
        }
        StringBuilder text = append(new StringBuilder(36), time.toLocalDateTime());
        int minutes = time.getOffset().getTotalSeconds() / 60;
        text.append(' ').append(minutes < 0 ? '-' : '+');
        pad(text, Math.abs(minutes) / 60, 2).append(':');
        return pad(text, Math.abs(minutes) % 60, 2).toString();
    }

    private static Instant instant(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        // those of dates and times alone have none
        if (value instanceof Date date && !(value instanceof java.sql.Date) && !(value instanceof java.sql.Time)) {
            return date.toInstant();
        }
        throw unfit(value);
    }

    private static StringBuilder append(StringBuilder text, LocalDateTime time) {
        pad(text, time.getYear(), 4).append('-');
        pad(text, time.getMonthValue(), 2).append('-');
        pad(text, time.getDayOfMonth(), 2).append(' ');
        return append(text, time.toLocalTime());
    }

    private static StringBuilder append(StringBuilder text, LocalTime time) {
        pad(text, time.getHour(), 2).append(':');
        pad(text, time.getMinute(), 2).append(':');
        pad(text, time.getSecond(), 2).append('.');
        return pad(text, time.getNano(), 9);
    }

    private static StringBuilder pad(StringBuilder text, int number, int digits) {
        String bare = Integer.toString(number);
        for (int i = bare.length(); i < digits; i++) {
            text.append('0');
        }
        return text.append(bare);
    }

    private static IllegalArgumentException unfit(Object value) {
        return new IllegalArgumentException(
                "is a " + value.getClass().getName() + ", which is nothing that it could hold");
    }
}
