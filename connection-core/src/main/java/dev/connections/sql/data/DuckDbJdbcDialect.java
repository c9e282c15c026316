package dev.connections.sql.data;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.core.dialect.JdbcArrayColumns;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.relational.core.dialect.AbstractDialect;
import org.springframework.data.relational.core.dialect.IdGeneration;
import org.springframework.data.relational.core.dialect.InsertRenderContext;
import org.springframework.data.relational.core.dialect.LimitClause;
import org.springframework.data.relational.core.dialect.LockClause;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.data.relational.core.sql.SqlIdentifier;
import org.springframework.data.relational.core.sql.render.PostgresUpsertRenderContext;
import org.springframework.data.relational.core.sql.render.UpsertRenderContext;

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
public final class DuckDbJdbcDialect extends AbstractDialect implements JdbcDialect {

    /** The dialect. */
    public static final DuckDbJdbcDialect INSTANCE = new DuckDbJdbcDialect();

    private static final IdentifierProcessing IDENTIFIERS =
            IdentifierProcessing.create(Quoting.ANSI, LetterCasing.AS_IS);

    private static final LimitClause LIMIT = new LimitOffset("");

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

    private DuckDbJdbcDialect() {}

    /**
     * Returns the database whose {@code insert … on conflict} is the same: by this name Spring Data picks the words of
     * an upsert.
     */
    @Override
    public String getName() {
        return "Postgres";
    }

    @Override
    public IdentifierProcessing getIdentifierProcessing() {
        return IDENTIFIERS;
    }

    @Override
    public IdGeneration getIdGeneration() {
        return RETURNING;
    }

    @Override
    public LimitClause limit() {
        return LIMIT;
    }

    @Override
    public LockClause lock() {
        return NoRowLocks.INSTANCE;
    }

    @Override
    public JdbcArrayColumns getArraySupport() {
        return JdbcArrayColumns.DefaultSupport.INSTANCE;
    }

    @Override
    public Collection<Object> getConverters() {
        return List.of(DuckDbBytesWriter.INSTANCE);
    }

    @Override
    public InsertRenderContext getInsertRenderContext() {
        return () -> " DEFAULT VALUES";
    }

    @Override
    public UpsertRenderContext getUpsertRenderContext() {
        return PostgresUpsertRenderContext.INSTANCE;
    }
}
