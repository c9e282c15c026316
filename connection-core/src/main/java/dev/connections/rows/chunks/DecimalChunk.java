package dev.connections.rows.chunks;

import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.rows.shape.ColumnKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Values of {@link ColumnKind#DECIMAL} of one scale whose digits fit into a {@code long}. */
final class DecimalChunk extends PackedChunk {

    private final PackedLongs unscaled;
    private final int scale;

    private DecimalChunk(PackedLongs unscaled, int scale, long @Nullable [] nulls) {
        super(ChunkEncoding.DECIMAL, unscaled, nulls);
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
        super.write(target);
    }

    static Chunk read(ResultReader source, int size, long @Nullable [] nulls) {
        int scale = source.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new DecimalChunk(PackedLongs.read(source, size), scale, nulls);
    }

    /** Takes decimals; keeps them as they are where they differ in scale, are too long, or are NaN or an infinity. */
    static final class Builder extends ObjectsBuilder {

        private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
        private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

        @Override
        @Nullable
        Chunk packed(int size, long @Nullable [] nulls) {
            long[] unscaled = new long[size];
            Integer scale = null;
            for (int i = 0; i < size; i++) {
                Object value = value(i);
                if (value instanceof BigDecimal decimal
                        && (scale == null || decimal.scale() == scale)
                        && fits(decimal)) {
                    scale = decimal.scale();
                    unscaled[i] = decimal.unscaledValue().longValue();
                } else if (value != null) {
                    return null;
                }
            }
            return new DecimalChunk(PackedLongs.of(unscaled, size, nulls), scale == null ? 0 : scale, nulls);
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
