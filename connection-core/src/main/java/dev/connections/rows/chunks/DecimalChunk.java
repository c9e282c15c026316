package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.rows.shape.ColumnKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#DECIMAL} of one scale whose digits fit into a {@code long}. */
final class DecimalChunk extends Chunk {

    private final PackedLongs unscaled;
    private final int scale;

    private DecimalChunk(PackedLongs unscaled, int scale, long @Nullable [] nulls) {
        super(nulls);
        this.unscaled = unscaled;
        this.scale = scale;
    }

    @Override
    Object value(int row) {
        return BigDecimal.valueOf(unscaled.get(row), scale);
    }

    @Override
    void write(ResultWriter target) {
        target.number(scale);
        unscaled.write(target);
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        int scale = source.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new DecimalChunk(PackedLongs.read(source, size), scale, nulls);
    }

    @Override
    long valueBytes() {
        return unscaled.sizeInBytes();
    }

    /** Takes decimals; keeps them as they are where they differ in scale, are too long, or are NaN or an infinity. */
    static final class Builder extends ChunkBuilder {

        private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
        private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

        private @Nullable Number[] values = {};

        @Override
        public void add(@Nullable Object value) {
            int row = value == null ? nextNull() : next();
            if (row >= values.length) {
                values = Arrays.copyOf(values, grown(values.length, row + 1));
            }
            values[row] = (Number) value;
        }

        @Override
        Chunk pack(int size, long @Nullable [] nulls) {
            long[] unscaled = new long[size];
            Integer scale = null;
            boolean packable = true;
            for (int i = 0; packable && i < size; i++) {
                Number number = values[i];
                if (number != null && !(number instanceof BigDecimal)) {
                    packable = false;
                } else if (number instanceof BigDecimal value) {
                    scale = scale == null ? (Integer) value.scale() : scale;
                    packable = value.scale() == scale && fits(value);
                    unscaled[i] = packable ? value.unscaledValue().longValue() : 0;
                }
            }
            Chunk chunk = packable
                    ? new DecimalChunk(PackedLongs.of(unscaled, size, nulls), scale == null ? 0 : scale, nulls)
                    : new ObjectChunk(Arrays.copyOf(values, size, Object[].class), nulls);
            Arrays.fill(values, null);
            return chunk;
        }

        private static boolean fits(BigDecimal value) {
            if (value.precision() <= 18) {
                return true;
            }
            BigInteger digits = value.unscaledValue();
            return digits.compareTo(MIN) >= 0 && digits.compareTo(MAX) <= 0;
        }
    }
}
