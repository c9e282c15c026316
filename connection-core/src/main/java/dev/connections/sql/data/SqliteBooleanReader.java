package dev.connections.sql.data;

import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;

/** SQLite keeps booleans as 0 and 1. */
@ReadingConverter
enum SqliteBooleanReader implements Converter<Number, Boolean> {
    INSTANCE;

    @Override
    public Boolean convert(Number source) {
        return source.doubleValue() != 0;
    }
}
