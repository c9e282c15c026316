package dev.connections.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Conversions between numbers that lose nothing but the precision of a float or double, or throw. */
final class NumberValues {

    private NumberValues() {}

    /**
     * The value as a {@code target}, or {@code null} if that is no number class known here.
     *
     * @throws ArithmeticException if the value does not fit
     */
    static @Nullable Object convert(Number value, Class<?> target) {
        if (target == Long.class) {
            return toLong(value);
        }
        if (target == Integer.class) {
            return toInt(toLong(value));
        }
        if (target == Short.class) {
            return toShort(toLong(value));
        }
        if (target == Byte.class) {
            return toByte(toLong(value));
        }
        if (target == Double.class) {
            return value.doubleValue();
        }
        if (target == Float.class) {
            return value.floatValue();
        }
        if (target == BigDecimal.class || target == Number.class) {
            return toDecimal(value);
        }
        return target == BigInteger.class ? toDecimal(value).toBigIntegerExact() : null;
    }

    static long toLong(Number value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return value.longValue();
        }
        return toDecimal(value).longValueExact();
    }

    static int toInt(long value) {
        return Math.toIntExact(value);
    }

    static short toShort(long value) {
        if (value != (short) value) {
            throw new ArithmeticException("short overflow");
        }
        return (short) value;
    }

    static byte toByte(long value) {
        if (value != (byte) value) {
            throw new ArithmeticException("byte overflow");
        }
        return (byte) value;
    }

    static @Nullable Integer toIntOrNull(@Nullable Long value) {
        return value == null ? null : (Integer) toInt(value);
    }

    static @Nullable Short toShortOrNull(@Nullable Long value) {
        return value == null ? null : (Short) toShort(value);
    }

    static @Nullable Byte toByteOrNull(@Nullable Long value) {
        return value == null ? null : (Byte) toByte(value);
    }

    private static BigDecimal toDecimal(Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString());
        }
        return BigDecimal.valueOf(value.longValue());
    }
}
