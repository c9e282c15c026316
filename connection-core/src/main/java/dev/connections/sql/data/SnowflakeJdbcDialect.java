package dev.connections.sql.data;

import org.springframework.data.jdbc.core.dialect.JdbcArrayColumns;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.relational.core.dialect.AbstractDialect;
import org.springframework.data.relational.core.dialect.IdGeneration;
import org.springframework.data.relational.core.dialect.LimitClause;
import org.springframework.data.relational.core.dialect.LockClause;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.data.relational.core.sql.SqlIdentifier;

/**
 * Snowflake for Spring Data JDBC.
 *
 * <ul>
 *   <li>Names of tables and columns are upper case, as Snowflake folds those that are not quoted.
 *   <li>The driver returns no generated keys: ids are set by the application, or come from a sequence by {@code
 *   @Sequence}.
 *   <li>Pessimistic locks have no effect: Snowflake has no {@code select … for update}.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class SnowflakeJdbcDialect extends AbstractDialect implements JdbcDialect {

    /** The dialect. */
    public static final SnowflakeJdbcDialect INSTANCE = new SnowflakeJdbcDialect();

    private static final IdentifierProcessing IDENTIFIERS =
            IdentifierProcessing.create(Quoting.ANSI, LetterCasing.UPPER_CASE);

    private static final LimitClause LIMIT = new LimitOffset("LIMIT NULL ");

    private static final IdGeneration SEQUENCES = new IdGeneration() {

        @Override
        public boolean supportedForBatchOperations() {
            return false;
        }

        @Override
        public String createSequenceQuery(SqlIdentifier sequenceName) {
            return "SELECT " + sequenceName.toSql(IDENTIFIERS) + ".NEXTVAL";
        }
    };

    private SnowflakeJdbcDialect() {}

    @Override
    public String getName() {
        return "Snowflake";
    }

    @Override
    public IdentifierProcessing getIdentifierProcessing() {
        return IDENTIFIERS;
    }

    @Override
    public IdGeneration getIdGeneration() {
        return SEQUENCES;
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
        return JdbcArrayColumns.Unsupported.INSTANCE;
    }
}
