package dev.connections.cache.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The encodings of scalar values. Their order is part of the format: a change requires a new version. */
enum ScalarForm {
    BOOLEAN(Boolean.class, (out, value) -> out.tag(value ? 1 : 0), in -> in.tag() != 0),
    BYTE(Byte.class, (out, value) -> out.tag(value), in -> (byte) in.tag()),
    SHORT(Short.class, (out, value) -> out.number(value), in -> (short) in.number(Short.MIN_VALUE, Short.MAX_VALUE)),
    INTEGER(Integer.class, (out, value) -> out.number(value), ScalarForm::readInt),
    LONG(Long.class, ResultWriter::number, ResultReader::number),
    FLOAT(Float.class, (out, value) -> out.block(Float.BYTES).putFloat(value), in -> in.block(Float.BYTES)
            .getFloat()),
    DOUBLE(Double.class, (out, value) -> out.block(Double.BYTES).putDouble(value), in -> in.block(Double.BYTES)
            .getDouble()),
    CHARACTER(Character.class, (out, value) -> out.number(value), in -> (char) in.number(0, Character.MAX_VALUE)),
    STRING(String.class, ResultWriter::text, ResultReader::text),
    BIG_INTEGER(BigInteger.class, (out, value) -> out.bytes(value.toByteArray()), in -> new BigInteger(in.bytes())),
    BIG_DECIMAL(
            BigDecimal.class,
            (out, value) -> {
                out.number(value.scale());
                out.bytes(value.unscaledValue().toByteArray());
            },
            ScalarForm::readDecimal),
    UUID(
            UUID.class,
            (out, value) -> out.block(2 * Long.BYTES)
                    .putLong(value.getMostSignificantBits())
                    .putLong(value.getLeastSignificantBits()),
            ScalarForm::readUuid),
    DATE(LocalDate.class, (out, value) -> out.number(value.toEpochDay()), in -> LocalDate.ofEpochDay(in.number())),
    TIME(LocalTime.class, (out, value) -> out.number(value.toNanoOfDay()), in -> LocalTime.ofNanoOfDay(in.number())),
    TIMESTAMP(LocalDateTime.class, ScalarForm::write, ScalarForm::readTimestamp),
    OFFSET_TIME(
            OffsetTime.class,
            (out, value) -> {
                out.number(value.toLocalTime().toNanoOfDay());
                out.number(value.getOffset().getTotalSeconds());
            },
            in -> OffsetTime.of(LocalTime.ofNanoOfDay(in.number()), readOffset(in))),
    OFFSET_TIMESTAMP(
            OffsetDateTime.class,
            (out, value) -> {
                write(out, value.toLocalDateTime());
                out.number(value.getOffset().getTotalSeconds());
            },
            in -> OffsetDateTime.of(readTimestamp(in), readOffset(in))),
    ZONED_TIMESTAMP(
            ZonedDateTime.class,
            (out, value) -> {
                write(out, value.toLocalDateTime());
                out.number(value.getOffset().getTotalSeconds());
                out.text(value.getZone().getId());
            },
            // fails where this node's zones have no such time
            in -> ZonedDateTime.ofStrict(readTimestamp(in), readOffset(in), ZoneId.of(in.text()))),
    INSTANT(
            Instant.class,
            (out, value) -> {
                out.number(value.getEpochSecond());
                out.number(value.getNano());
            },
            in -> Instant.ofEpochSecond(in.number(), in.number())),
    DURATION(
            Duration.class,
            (out, value) -> {
                out.number(value.getSeconds());
                out.number(value.getNano());
            },
            in -> Duration.ofSeconds(in.number(), in.number())),
    PERIOD(
            Period.class,
            (out, value) -> {
                out.number(value.getYears());
                out.number(value.getMonths());
                out.number(value.getDays());
            },
            in -> Period.of(readInt(in), readInt(in), readInt(in))),
    YEAR(Year.class, (out, value) -> out.number(value.getValue()), in -> Year.of(readInt(in))),
    YEAR_MONTH(
            YearMonth.class,
            (out, value) -> {
                out.number(value.getYear());
                out.number(value.getMonthValue());
            },
            in -> YearMonth.of(readInt(in), readInt(in))),
    MONTH_DAY(
            MonthDay.class,
            (out, value) -> {
                out.number(value.getMonthValue());
                out.number(value.getDayOfMonth());
            },
            in -> MonthDay.of(readInt(in), readInt(in))),
    ZONE(ZoneId.class, (out, value) -> out.text(value.getId()), in -> ZoneId.of(in.text())),
    URI(URI.class, (out, value) -> out.text(value.toString()), in -> java.net.URI.create(in.text())),
    CURRENCY(Currency.class, (out, value) -> out.text(value.getCurrencyCode()), in -> Currency.getInstance(in.text())),
    LOCALE(Locale.class, (out, value) -> out.text(value.toLanguageTag()), in -> Locale.forLanguageTag(in.text())),
    OPTIONAL_INT(
            OptionalInt.class,
            (out, value) -> {
                out.tag(value.isPresent() ? 1 : 0);
                out.number(value.orElse(0));
            },
            in -> (in.tag() == 0) ? empty(in, OptionalInt.empty()) : OptionalInt.of(readInt(in))),
    OPTIONAL_LONG(
            OptionalLong.class,
            (out, value) -> {
                out.tag(value.isPresent() ? 1 : 0);
                out.number(value.orElse(0));
            },
            in -> (in.tag() == 0) ? empty(in, OptionalLong.empty()) : OptionalLong.of(in.number())),
    OPTIONAL_DOUBLE(
            OptionalDouble.class,
            (out, value) -> {
                out.tag(value.isPresent() ? 1 : 0);
                out.number(Double.doubleToRawLongBits(value.orElse(0)));
            },
            in -> (in.tag() == 0)
                    ? empty(in, OptionalDouble.empty())
                    : OptionalDouble.of(Double.longBitsToDouble(in.number()))),
    BYTES(byte[].class, ResultWriter::bytes, ResultReader::bytes);

    private static final Map<Class<?>, ScalarForm> BY_CLASS = new HashMap<>();

    private static final ScalarForm[] ALL = values();

    static {
        for (ScalarForm form : ALL) {
            BY_CLASS.put(form.type, form);
        }
    }

    private final Class<?> type;

    private final BiConsumer<ResultWriter, Object> writer;

    private final Function<ResultReader, Object> reader;

    @SuppressWarnings("unchecked")
    <T> ScalarForm(Class<T> type, BiConsumer<ResultWriter, T> writer, Function<ResultReader, T> reader) {
        this.type = type;
        this.writer = (BiConsumer<ResultWriter, Object>) writer;
        this.reader = (Function<ResultReader, Object>) reader;
    }

    /** The form of a value; {@code null} if it has none. */
    static @Nullable ScalarForm of(Object value) {
        if (value instanceof Locale locale) {
            // some old ones have no tag of their own
            return Locale.forLanguageTag(locale.toLanguageTag()).equals(locale) ? LOCALE : null;
        }
        return (value instanceof ZoneId) ? ZONE : BY_CLASS.get(value.getClass());
    }

    static ScalarForm at(int index) {
        return ALL[index];
    }

    static int count() {
        return ALL.length;
    }

    void write(Object value, ResultWriter target) {
        writer.accept(target, value);
    }

    Object read(ResultReader source) {
        return reader.apply(source);
    }

    private static int readInt(ResultReader in) {
        return in.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static BigDecimal readDecimal(ResultReader in) {
        int scale = readInt(in);
        return new BigDecimal(new BigInteger(in.bytes()), scale);
    }

    private static UUID readUuid(ResultReader in) {
        return new UUID(in.block(Long.BYTES).getLong(), in.block(Long.BYTES).getLong());
    }

    private static void write(ResultWriter out, LocalDateTime value) {
        out.number(value.toLocalDate().toEpochDay());
        out.number(value.toLocalTime().toNanoOfDay());
    }

    private static LocalDateTime readTimestamp(ResultReader in) {
        return LocalDateTime.of(LocalDate.ofEpochDay(in.number()), LocalTime.ofNanoOfDay(in.number()));
    }

    private static ZoneOffset readOffset(ResultReader in) {
        return ZoneOffset.ofTotalSeconds(readInt(in));
    }

    private static <T> T empty(ResultReader in, T value) {
        in.number();
        return value;
    }
}
