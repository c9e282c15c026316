package dev.connections.rows.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between numbers. They round the fraction of a {@code float} or {@code double}, and nothing else: every
 * other loss is an {@link ArithmeticException}.
 */
public final class NumberValues {

    /** Up to here each integer is a {@code double}. */
    private static final double LARGEST_EXACT_DOUBLE = 1L << 53;

    /** Up to here each integer is a {@code float}. */
    private static final float LARGEST_EXACT_FLOAT = 1 << 24;

    /** An integer of more digits, such as {@code 1e999999999}, would fill the memory. */
    private static final int MOST_DIGITS = 1_000_000;

    private NumberValues() {}

    /**
     * Returns the value as a {@code target}, or {@code null} if that is no number class known here.
     *
     * @throws ArithmeticException if the value does not fit
     */
    public static @Nullable Object convert(Number value, Class<?> target) {
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
            return toDouble(value);
        }
        if (target == Float.class) {
            return toFloat(value);
        }
        if (target == BigDecimal.class) {
            return toDecimal(value);
        }
        if (target == Number.class) {
            return value;
        }
        return target == BigInteger.class ? toInteger(value) : null;
    }

    /**
     * Returns a number in a text, in Java's notation; whitespace around it is ignored.
     *
     * @throws ArithmeticException if the text is anything else
     */
    static Number parse(String text) {
        String number = text.strip();
        Double special = special(number);
        if (special != null) {
            return special;
        }
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException ex) {
            throw new ArithmeticException("'" + text + "' is not a number");
        }
    }

    /** What databases have beside the numbers proper, or {@code null} if the text is not one of them. */
    public static @Nullable Double special(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    /** 0 or 1 as a flag. */
    static boolean toBoolean(Number value) {
        double number = value.doubleValue();
        boolean rounded = value instanceof BigDecimal decimal
                && decimal.stripTrailingZeros().scale() > 0;
        if (!rounded && (number == 0 || number == 1)) {
            return number == 1;
        }
        throw new ArithmeticException(value + " is neither 0 nor 1, so it is not a boolean");
    }

    static long toLong(Number value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return value.longValue();
        }
        BigInteger integer = toInteger(value);
        if (integer.bitLength() > 63) {
            throw doesNotFit(value, "a long", "BigInteger");
        }
        return integer.longValue();
    }

    static int toInt(long value) {
        if (value != (int) value) {
            throw doesNotFit(value, "an int", "long");
        }
        return (int) value;
    }

    static short toShort(long value) {
        if (value != (short) value) {
            throw doesNotFit(value, "a short", "int or long");
        }
        return (short) value;
    }

    static byte toByte(long value) {
        if (value != (byte) value) {
            throw doesNotFit(value, "a byte", "int or long");
        }
        return (byte) value;
    }

    static double toDouble(long value) {
        double rounded = value;
        if ((long) rounded != value || value == Long.MAX_VALUE) {
            throw doesNotFit(value, "a double", "long");
        }
        return rounded;
    }

    static double toDouble(float value) {
        return value;
    }

    static double toDouble(Number value) {
        double rounded = value.doubleValue();
        return value instanceof Double || value instanceof Float || Math.abs(rounded) < LARGEST_EXACT_DOUBLE
                ? rounded
                : exact(value, rounded, "a double");
    }

    static float toFloat(long value) {
        float rounded = value;
        if ((long) rounded != value || value == Long.MAX_VALUE) {
            throw doesNotFit(value, "a float", "long or double");
        }
        return rounded;
    }

    static float toFloat(double value) {
        float rounded = (float) value;
        if (Math.abs(rounded) >= LARGEST_EXACT_FLOAT && Double.isFinite(value)) {
            exact(value, rounded, "a float");
        }
        return rounded;
    }

    static float toFloat(Number value) {
        if (value instanceof Float || value instanceof Double) {
            return toFloat(value.doubleValue());
        }
        float rounded = value.floatValue();
        if (Math.abs(rounded) >= LARGEST_EXACT_FLOAT) {
            exact(value, rounded, "a float");
        }
        return rounded;
    }

    /** Returns the rounded value, if it has the same integer part. */
    private static double exact(Number value, double rounded, String target) {
        if (Double.isInfinite(rounded)
                || !toDecimal(value).toBigInteger().equals(new BigDecimal(rounded).toBigInteger())) {
            throw doesNotFit(value, target, "BigDecimal");
        }
        return rounded;
    }

    private static BigInteger toInteger(Number value) {
        if (value instanceof BigInteger integer) {
            return integer;
        }
        BigDecimal decimal = toDecimal(value);
        if ((long) decimal.precision() - decimal.scale() > MOST_DIGITS) {
            throw new ArithmeticException(value + " has too many digits; use BigDecimal");
        }
        if (decimal.signum() != 0 && decimal.precision() <= decimal.scale()) {
            throw hasFraction(value);
        }
        try {
            return decimal.toBigIntegerExact();
        } catch (ArithmeticException ex) {
            throw hasFraction(value);
        }
    }

    private static ArithmeticException hasFraction(Number value) {
        return new ArithmeticException(value + " has a fraction; use BigDecimal or double");
    }

    private static BigDecimal toDecimal(Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(value.doubleValue())) {
                throw new ArithmeticException(value + " has no digits; use double or String");
            }
            return new BigDecimal(value.toString());
        }
        return BigDecimal.valueOf(value.longValue());
    }

    private static ArithmeticException doesNotFit(Number value, String target, String remedy) {
        return new ArithmeticException(value + " does not fit into " + target + "; use " + remedy);
    }
}
