package dev.connections.sql.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.convert.ConverterBuilder;
import org.springframework.data.relational.core.dialect.IdGeneration;
import org.springframework.data.relational.core.sql.SqlIdentifier;

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
public final class SqliteJdbcDialect extends EmbeddedJdbcDialect {

    /** The dialect. */
    public static final SqliteJdbcDialect INSTANCE = new SqliteJdbcDialect();

    private static final IdGeneration ROW_ID = new IdGeneration() {

        @Override
        public boolean supportedForBatchOperations() {
            return false;
        }

        /** Were it known that there are none, Spring Data would insert a null and never read the generated id. */
        @Override
        public String createSequenceQuery(SqlIdentifier sequenceName) {
            throw new InvalidDataAccessApiUsageException("SQLite has no sequence " + sequenceName
                    + ": it has none. Leave out @Sequence and declare the column as 'integer primary key'");
        }
    };

    private SqliteJdbcDialect() {
        super("LIMIT -1 ");
    }

    @Override
    public IdGeneration getIdGeneration() {
        return ROW_ID;
    }

    @Override
    public Collection<Object> getConverters() {
        List<Object> converters = new ArrayList<>(List.of(new SqliteTemporalReader(), new SqliteTemporalWriter()));
        // SQLite keeps booleans as 0 and 1
        converters.addAll(ConverterBuilder.reading(Number.class, Boolean.class, value -> value.doubleValue() != 0)
                .getConverters());
        return converters;
    }
}
