package dev.connections.sql.data;

import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.mapping.JdbcValue;
import org.springframework.data.jdbc.support.JdbcUtil;

/** DuckDB's driver takes bytes, but not together with the type {@code BINARY}, which Spring Data names by itself. */
@WritingConverter
enum DuckDbBytesWriter implements Converter<byte[], JdbcValue> {
    INSTANCE;

    @Override
    public JdbcValue convert(byte[] source) {
        return JdbcValue.of(source, JdbcUtil.TYPE_UNKNOWN);
    }
}
