package dev.connections.sql.oracle;

import dev.connections.sql.oracle.Target.Bean;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers. What each Java type makes of them follows from exact arithmetic. */
enum Numbers implements Family {

    /** Integers and decimals: the server's text has every digit. */
    EXACT {
        @Override
        @Nullable
        Object number(ResultSet rs) throws SQLException {
            String text = rs.getString("t");
            return text == null ? null : text.matches("-?[0-9].*") ? new BigDecimal(text) : Double.valueOf(text);
        }
    },

    /** Double precision: servers cut their text off. */
    DOUBLE {
        @Override
        @Nullable
        Object number(ResultSet rs) throws SQLException {
            double value = rs.getDouble("v");
            return rs.wasNull() ? null : value;
        }
    },

    /** Single precision. */
    FLOAT {
        @Override
        @Nullable
        Object number(ResultSet rs) throws SQLException {
            float value = rs.getFloat("v");
            return rs.wasNull() ? null : value;
        }
    };

    private static final List<Target> TARGETS = List.of(
            new Target(Long.class, LongRecord.class, LongBean.class),
            new Target(Integer.class, IntegerRecord.class, IntegerBean.class),
            new Target(Short.class, ShortRecord.class, ShortBean.class),
            new Target(Byte.class, ByteRecord.class, ByteBean.class),
            new Target(Double.class, DoubleRecord.class, DoubleBean.class),
            new Target(Float.class, FloatRecord.class, FloatBean.class),
            new Target(BigDecimal.class, BigDecimalRecord.class, BigDecimalBean.class),
            new Target(BigInteger.class, BigIntegerRecord.class, BigIntegerBean.class),
            new Target(Boolean.class, BooleanRecord.class, BooleanBean.class),
            new Target(String.class, StringRecord.class, StringBean.class),
            new Target(long.class, PrimitiveLongRecord.class, null),
            new Target(int.class, PrimitiveIntRecord.class, null),
            new Target(short.class, PrimitiveShortRecord.class, null),
            new Target(byte.class, PrimitiveByteRecord.class, null),
            new Target(double.class, PrimitiveDoubleRecord.class, null),
            new Target(float.class, PrimitiveFloatRecord.class, null),
            new Target(byte[].class, BytesRecord.class, BytesBean.class));

    abstract @Nullable Object number(ResultSet rs) throws SQLException;

    @Override
    public @Nullable Object truth(ResultSet rs) throws SQLException {
        return number(rs);
    }

    @Override
    public List<Target> targets() {
        return TARGETS;
    }

    @Override
    public Outcome expected(Object truth, Target target) {
        if (refuses(target)) {
            return Outcome.REFUSED;
        }
        if (target.type() == String.class) {
            return Outcome.of(truth instanceof BigDecimal decimal ? decimal.toPlainString() : truth.toString());
        }
        try {
            return Outcome.of(expected((Number) truth, target.type()));
        } catch (ArithmeticException | NumberFormatException ex) {
            return Outcome.REFUSED;
        }
    }

    private static Object expected(Number truth, Class<?> type) {
        if (type == Double.class || type == double.class) {
            return toDouble(truth);
        }
        if (type == Float.class || type == float.class) {
            return toFloat(truth);
        }
        BigDecimal exact = exact(truth);
        if (type == BigDecimal.class) {
            return exact;
        }
        BigInteger integer = exact.toBigIntegerExact();
        if (type == Boolean.class) {
            if (integer.bitLength() > 1 || integer.signum() < 0) {
                throw new ArithmeticException();
            }
            return integer.signum() == 1;
        }
        return type == BigInteger.class
                ? integer
                : type == Long.class || type == long.class
                        ? (Object) integer.longValueExact()
                        : type == Integer.class || type == int.class
                                ? (Object) integer.intValueExact()
                                : type == Short.class || type == short.class
                                        ? (Object) integer.shortValueExact()
                                        : (Object) integer.byteValueExact();
    }

    private static BigDecimal exact(Number truth) {
        return truth instanceof BigDecimal decimal ? decimal : new BigDecimal(truth.toString());
    }

    /** What stands before the decimal point is never rounded. */
    private static double toDouble(Number truth) {
        if (truth instanceof Double || truth instanceof Float) {
            return truth.doubleValue();
        }
        double rounded = truth.doubleValue();
        return checked(exact(truth), rounded, 1L << 53);
    }

    private static float toFloat(Number truth) {
        float rounded = truth.floatValue();
        if (truth instanceof Float || !Double.isFinite(truth.doubleValue())) {
            return rounded;
        }
        checked(truth instanceof Double ? new BigDecimal(truth.doubleValue()) : exact(truth), rounded, 1L << 24);
        return rounded;
    }

    private static double checked(BigDecimal exact, double rounded, long largest) {
        if (Double.isInfinite(rounded)
                || exact.abs().compareTo(BigDecimal.valueOf(largest)) > 0
                        && !exact.toBigInteger().equals(new BigDecimal(rounded).toBigInteger())) {
            throw new ArithmeticException();
        }
        return rounded;
    }

    @Override
    public boolean refuses(Target target) {
        return target.type() == byte[].class;
    }

    /** A number with a rounded fraction is not what was there. */
    @Override
    public boolean canBeWritten(Object truth, Object read) {
        if (read instanceof Boolean
                || read instanceof String
                || this != EXACT && !read.getClass().isInstance(truth)) {
            return false;
        }
        if (truth instanceof BigDecimal exact && (read instanceof Double || read instanceof Float)) {
            return exact.equals(new BigDecimal(read.toString()));
        }
        return true;
    }

    record LongRecord(@Nullable Long v) {}

    static class LongBean extends Bean<Long> {}

    record IntegerRecord(@Nullable Integer v) {}

    static class IntegerBean extends Bean<Integer> {}

    record ShortRecord(@Nullable Short v) {}

    static class ShortBean extends Bean<Short> {}

    record ByteRecord(@Nullable Byte v) {}

    static class ByteBean extends Bean<Byte> {}

    record DoubleRecord(@Nullable Double v) {}

    static class DoubleBean extends Bean<Double> {}

    record FloatRecord(@Nullable Float v) {}

    static class FloatBean extends Bean<Float> {}

    record BigDecimalRecord(@Nullable BigDecimal v) {}

    static class BigDecimalBean extends Bean<BigDecimal> {}

    record BigIntegerRecord(@Nullable BigInteger v) {}

    static class BigIntegerBean extends Bean<BigInteger> {}

    record BooleanRecord(@Nullable Boolean v) {}

    static class BooleanBean extends Bean<Boolean> {}

    record StringRecord(@Nullable String v) {}

    static class StringBean extends Bean<String> {}

    record PrimitiveLongRecord(long v) {}

    record PrimitiveIntRecord(int v) {}

    record PrimitiveShortRecord(short v) {}

    record PrimitiveByteRecord(byte v) {}

    record PrimitiveDoubleRecord(double v) {}

    record PrimitiveFloatRecord(float v) {}

    record BytesRecord(byte @Nullable [] v) {}

    static class BytesBean extends Bean<byte[]> {}
}
