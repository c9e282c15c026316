package dev.connections.rows;

import dev.connections.cache.values.MemorySize;
import dev.connections.cache.values.Sized;
import dev.connections.rows.shape.ResultShape;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/** A row with values of its own. */
final class DetachedRow extends ShapedRow implements Sized {

    private final ResultShape shape;
    private final @Nullable Object[] values;
    private final ConversionService conversionService;

    DetachedRow(ResultShape shape, @Nullable Object[] values, ConversionService conversionService) {
        this.shape = shape;
        this.values = values;
        this.conversionService = conversionService;
    }

    @Override
    ResultShape shape() {
        return shape;
    }

    @Override
    ConversionService conversionService() {
        return conversionService;
    }

    @Override
    @Nullable
    Object value(int column) {
        return values[column];
    }

    /** Without the shape, which all rows of a result share. */
    @Override
    public long sizeInBytes() {
        return MemorySize.OBJECT + MemorySize.of(values);
    }
}
