package dev.connections.sql;

import dev.connections.rows.Rows;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;

/**
 * What holds for each statement of a connection that does not say otherwise. Immutable.
 *
 * @param timeout how long a statement may run before it is cancelled at the server; {@code null}: without limit
 * @param fetchSize how many rows are fetched at a time; 0 leaves it to the driver, and is
 *     {@value #DEFAULT_STREAM_FETCH_SIZE} for streams and {@link Rows}
 * @param batchSize how many elements of a batch are sent at a time
 * @param conversionService converts column values that do not have the type asked for
 * @param labelCase the case of column labels
 */
public record SqlOptions(
        @Nullable Duration timeout,
        int fetchSize,
        int batchSize,
        ConversionService conversionService,
        LabelCase labelCase) {

    /** The default of {@link #batchSize}. */
    public static final int DEFAULT_BATCH_SIZE = 1000;

    public static final int DEFAULT_STREAM_FETCH_SIZE = 1000;

    /** @throws IllegalArgumentException if a number is negative, or the time-out or the batch size is not positive */
    public SqlOptions {
        Objects.requireNonNull(conversionService, "conversionService");
        Objects.requireNonNull(labelCase, "labelCase");
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("timeout must be positive");
        }
        if (fetchSize < 0) {
            throw new IllegalArgumentException("fetchSize must not be negative");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be positive");
        }
    }

    /** No time-out, the driver's fetch size, batches of 1000, Spring's default conversions. */
    public static SqlOptions defaults() {
        return new SqlOptions(
                null, 0, DEFAULT_BATCH_SIZE, DefaultConversionService.getSharedInstance(), LabelCase.LOWER);
    }

    /** The same with another time-out. */
    public SqlOptions withTimeout(@Nullable Duration newTimeout) {
        return new SqlOptions(newTimeout, fetchSize, batchSize, conversionService, labelCase);
    }

    /** The same with another fetch size. */
    public SqlOptions withFetchSize(int newFetchSize) {
        return new SqlOptions(timeout, newFetchSize, batchSize, conversionService, labelCase);
    }

    /** The same with another case of labels. */
    public SqlOptions withLabelCase(LabelCase newLabelCase) {
        return new SqlOptions(timeout, fetchSize, batchSize, conversionService, newLabelCase);
    }
}
