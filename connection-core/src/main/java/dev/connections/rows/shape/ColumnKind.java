package dev.connections.rows.shape;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.UUID;

/**
 * The kind of a {@link dev.connections.rows.Rows} column, independent of the source. Determines how values are stored
 * and of which class they are.
 */
public enum ColumnKind {
    BOOLEAN(Boolean.class),

    /** {@code tinyint(1)} of MySQL and MariaDB: a boolean by their drivers, though it may hold other numbers. */
    FLAG(Boolean.class),
    INT(Integer.class),
    LONG(Long.class),
    FLOAT(Float.class),
    DOUBLE(Double.class),
    DECIMAL(BigDecimal.class),
    TEXT(String.class),

    /** JSON, as text. */
    JSON(String.class),

    /** A string of bits, as text of 0 and 1. */
    BITS(String.class),
    BYTES(byte[].class),
    DATE(LocalDate.class),
    TIME(LocalTime.class),
    TIMESTAMP(LocalDateTime.class),
    OFFSET_TIME(OffsetTime.class),
    OFFSET_TIMESTAMP(OffsetDateTime.class),
    UUID(UUID.class),
    ARRAY(List.class),

    /** Known only value by value. */
    OBJECT(Object.class);

    private final Class<?> valueType;

    ColumnKind(Class<?> valueType) {
        this.valueType = valueType;
    }

    /** Returns the class of the values. */
    public Class<?> valueType() {
        return valueType;
    }

    /** Returns the kind whose values are of exactly this class; {@link #OBJECT} if there is none. */
    public static ColumnKind ofValues(Class<?> valueType) {
        for (ColumnKind kind : values()) {
            if (kind.valueType == valueType) {
                return kind;
            }
        }
        return OBJECT;
    }
}
