package dev.connections.sql.data;

import java.util.Collection;
import java.util.List;
import org.springframework.dao.InvalidDataAccessApiUsageException;
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
 * SQLite for Spring Data JDBC.
 *
 * <ul>
 *   <li>Generated ids are those of {@code integer primary key}; there are no sequences. In a batch each row is inserted
 *       by itself, because the driver only tells the last key.
 *   <li>Dates and times are written as the texts that SQLite's own functions make, points in time in UTC, which sort as
 *       they should. ISO 8601 text and milliseconds since 1970, the driver's own way, are read as well.
 *   <li>Pessimistic locks have no effect: SQLite lets one transaction write at a time.
 *   <li>{@code like} knows no escape character unless it is named; see {@link EscapedLikeJdbcTemplate}.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class SqliteJdbcDialect extends AbstractDialect implements JdbcDialect {

    /** The dialect. */
    public static final SqliteJdbcDialect INSTANCE = new SqliteJdbcDialect();

    private static final IdentifierProcessing IDENTIFIERS =
            IdentifierProcessing.create(Quoting.ANSI, LetterCasing.AS_IS);

    private static final LimitClause LIMIT = new LimitOffset("LIMIT -1 ");

    private static final IdGeneration ROW_ID = new IdGeneration() {

        @Override
        public boolean supportedForBatchOperations() {
            return false;
        }

        /** Were it known that there are none, Spring Data would insert a null and never read the generated id. */
        @Override
        public String createSequenceQuery(SqlIdentifier sequenceName) {
            throw new InvalidDataAccessApiUsageException("SQLite has no sequence " + sequenceName
                    + ": it has none at all. Leave out @Sequence and declare the column as 'integer primary key'");
        }
    };

    private SqliteJdbcDialect() {}

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
        return ROW_ID;
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
    public Collection<Object> getConverters() {
        return List.of(new SqliteTemporalReader(), new SqliteTemporalWriter(), SqliteBooleanReader.INSTANCE);
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
