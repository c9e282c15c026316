package dev.connections.rows;

import dev.connections.rows.shape.ResultShape;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/**
 * One row of a result. Immutable.
 *
 * <p>Columns are named by their label, whatever its case, with or without underscores, or counted from 0. A name that
 * no column has, or more than one, is an {@link org.springframework.dao.InvalidDataAccessApiUsageException}; a value
 * that is not, and cannot become, what is requested is a {@link org.springframework.dao.DataRetrievalFailureException}.
 * Getters of primitives also throw that for null; all others return {@code null} for it.
 */
public interface Row {

    /**
     * Returns a row of values that are there already. They are not copied, and must not be changed.
     *
     * @param conversionService converts values that do not have the type asked for
     * @param values one for each column, of the class of its kind
     */
    static Row of(ResultShape shape, ConversionService conversionService, @Nullable Object... values) {
        return new DetachedRow(shape, values, conversionService);
    }

    /** Returns the labels of the columns, in order. */
    List<String> columns();

    /** Returns the value of a column, of the Java class that its SQL type has. */
    @Nullable
    Object getObject(int column);

    /** Returns the value of a column, of the Java class that its SQL type has. */
    @Nullable
    Object getObject(String column);

    /** Returns the value of a column as a {@code type}. */
    <T> @Nullable T get(int column, Class<T> type);

    /** Returns the value of a column as a {@code type}. */
    <T> @Nullable T get(String column, Class<T> type);

    /**
     * Returns all values by label, in the order of the columns; cannot be modified. Labels are found in any case,
     * unless two differ in case only.
     */
    Map<String, @Nullable Object> toMap();

    /** Returns whether a value is null. */
    default boolean isNull(int column) {
        return getObject(column) == null;
    }

    /** Returns whether a value is null. */
    default boolean isNull(String column) {
        return getObject(column) == null;
    }

    /** Returns a value as text. */
    default @Nullable String getString(String column) {
        return get(column, String.class);
    }

    /** Returns a value as an {@code int}. */
    default int getInt(String column) {
        return RowAccess.notNull(get(column, Integer.class), column, "getInt");
    }

    /** Returns a value as a {@code long}. */
    default long getLong(String column) {
        return RowAccess.notNull(get(column, Long.class), column, "getLong");
    }

    /** Returns a value as a {@code double}. */
    default double getDouble(String column) {
        return RowAccess.notNull(get(column, Double.class), column, "getDouble");
    }

    /** Returns a value as a {@code boolean}. */
    default boolean getBoolean(String column) {
        return RowAccess.notNull(get(column, Boolean.class), column, "getBoolean");
    }

    /** Returns a value as a {@link BigDecimal}. */
    default @Nullable BigDecimal getBigDecimal(String column) {
        return get(column, BigDecimal.class);
    }

    /** Returns a value as a {@link LocalDate}. */
    default @Nullable LocalDate getLocalDate(String column) {
        return get(column, LocalDate.class);
    }

    /** Returns a value as a {@link LocalDateTime}. */
    default @Nullable LocalDateTime getLocalDateTime(String column) {
        return get(column, LocalDateTime.class);
    }

    /** Returns a value as an {@link Instant}; a time without a zone is one of this JVM's default time zone. */
    default @Nullable Instant getInstant(String column) {
        return get(column, Instant.class);
    }

    /** Returns a value as a {@link UUID}. */
    default @Nullable UUID getUuid(String column) {
        return get(column, UUID.class);
    }

    /** Returns a value as bytes; a new array each time. */
    default byte @Nullable [] getBytes(String column) {
        return get(column, byte[].class);
    }
}
