package dev.connections.sql.data;

import org.springframework.data.jdbc.core.dialect.JdbcArrayColumns;
import org.springframework.data.relational.core.dialect.IdGeneration;
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
public final class SnowflakeJdbcDialect extends LocklessJdbcDialect {

    private static final IdentifierProcessing IDENTIFIERS =
            IdentifierProcessing.create(Quoting.ANSI, LetterCasing.UPPER_CASE);

    /** The dialect. */
    public static final SnowflakeJdbcDialect INSTANCE = new SnowflakeJdbcDialect();

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

    private SnowflakeJdbcDialect() {
        super("Snowflake", IDENTIFIERS, "LIMIT NULL ");
    }

    @Override
    public IdGeneration getIdGeneration() {
        return SEQUENCES;
    }

    @Override
    public JdbcArrayColumns getArraySupport() {
        return JdbcArrayColumns.Unsupported.INSTANCE;
    }
}
