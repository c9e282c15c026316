package dev.connections.sql.data;

import java.util.Locale;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.data.jdbc.core.dialect.DialectResolver.JdbcDialectProvider;
import org.springframework.data.relational.core.dialect.Dialect;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Tells Spring Data JDBC of the dialects of SQLite, DuckDB and Snowflake, wherever it looks for the dialect of a
 * {@code DataSource}.
 * It comes before Spring Data's own provider, which would log that it does not know them.
 */
@Order(0)
final class EmbeddedDialectProvider implements JdbcDialectProvider {

    @Override
    public Optional<Dialect> getDialect(JdbcOperations operations) {
        String product = operations.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        return switch (product == null ? "" : product.toLowerCase(Locale.ROOT)) {
            case "sqlite" -> Optional.of(SqliteJdbcDialect.INSTANCE);
            case "duckdb" -> Optional.of(DuckDbJdbcDialect.INSTANCE);
            case "snowflake" -> Optional.of(SnowflakeJdbcDialect.INSTANCE);
            default -> Optional.empty();
        };
    }
}
