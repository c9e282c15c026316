package dev.connections.sql.oracle;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A Java type that values are read as.
 *
 * @param recordType a record whose only component {@code v} is of the type
 * @param beanType a JavaBean whose only property {@code v} is of the type; {@code null} for primitives
 */
record Target(Class<?> type, Class<? extends Record> recordType, @Nullable Class<? extends Bean<?>> beanType) {

    /** The name in {@code differences.csv}. */
    String name() {
        return type.getSimpleName();
    }

    @Override
    public String toString() {
        return name();
    }

    static @Nullable Object component(Record row) {
        try {
            Method accessor = row.getClass().getRecordComponents()[0].getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** A JavaBean with one property. */
    abstract static class Bean<T> {

        private @Nullable T v;

        public @Nullable T getV() {
            return v;
        }

        public void setV(@Nullable T v) {
            this.v = v;
        }
    }
}
