package dev.connections.sql.data;

import java.util.Collection;
import java.util.List;
import org.springframework.data.convert.ConverterBuilder;
import org.springframework.data.jdbc.core.dialect.JdbcArrayColumns;
import org.springframework.data.jdbc.core.mapping.JdbcValue;
import org.springframework.data.jdbc.support.JdbcUtil;
import org.springframework.data.relational.core.dialect.IdGeneration;
import org.springframework.data.relational.core.sql.SqlIdentifier;

/**
 * DuckDB for Spring Data JDBC.
 *
 * <ul>
 *   <li>DuckDB has no identity columns: generated ids come from a sequence, either by {@code default nextval('…')} of
 *       the column or by {@code @Sequence} on the property.
 *   <li>Pessimistic locks have no effect: DuckDB has none; of two transactions that change a row, the second fails.
 *   <li>{@code like} knows no escape character unless it is named; see {@link EscapedLikeJdbcTemplate}.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class DuckDbJdbcDialect extends EmbeddedJdbcDialect {

    /** The dialect. */
    public static final DuckDbJdbcDialect INSTANCE = new DuckDbJdbcDialect();

    private static final IdGeneration RETURNING = new IdGeneration() {

        @Override
        public boolean driverRequiresKeyColumnNames() {
            return true;
        }

        @Override
        public boolean supportedForBatchOperations() {
            return false;
        }

        @Override
        public String createSequenceQuery(SqlIdentifier sequenceName) {
            return "SELECT nextval('" + sequenceName.toSql(IDENTIFIERS).replace("'", "''") + "')";
        }
    };

    private DuckDbJdbcDialect() {
        super("");
    }

    @Override
    public IdGeneration getIdGeneration() {
        return RETURNING;
    }

    @Override
    public JdbcArrayColumns getArraySupport() {
        return JdbcArrayColumns.DefaultSupport.INSTANCE;
    }

    @Override
    public Collection<Object> getConverters() {
        // the driver takes bytes, but not together with the type BINARY, which Spring Data names by itself
        return List.copyOf(ConverterBuilder.writing(
                        byte[].class, JdbcValue.class, bytes -> JdbcValue.of(bytes, JdbcUtil.TYPE_UNKNOWN))
                .getConverters());
    }
}
