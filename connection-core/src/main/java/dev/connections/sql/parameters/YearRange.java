package dev.connections.sql.parameters;

import dev.connections.rows.mapping.TemporalValues;
import dev.connections.sql.dialect.SqlDialect;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The years that a database and its driver can store. Outside of the range drivers do not fail, but change the value:
 * they drop the era, or return infinity.
 *
 * @param first the first year, by the proleptic calendar of Java
 * @param last the last year
 */
record YearRange(int first, int last) {

    static YearRange of(SqlDialect dialect) {
        return switch (dialect) {
            case MYSQL, MARIADB -> new YearRange(1, 9_999);
            case SQLITE -> new YearRange(0, 9_999);
            // the driver makes -infinity of what is before 4713 BC
            case POSTGRESQL -> new YearRange(-4_712, Integer.MAX_VALUE);
            // what they cannot store they refuse
            case H2, DUCKDB, SQLSERVER, ORACLE, SNOWFLAKE, OTHER -> new YearRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
        };
    }

    /** @throws InvalidDataAccessApiUsageException if the value has a year that cannot be stored */
    void check(Object value, SqlDialect dialect) {
        if (value instanceof LocalDate date) {
            check(date.getYear(), value, dialect);
        } else if (value instanceof LocalDateTime dateTime) {
            check(dateTime.getYear(), value, dialect);
        } else if (value instanceof OffsetDateTime moment) {
            check(moment.getYear(), value, dialect);
        }
    }

    private void check(int year, Object value, SqlDialect dialect) {
        boolean infinite = dialect == SqlDialect.POSTGRESQL && TemporalValues.infinity(value) != null;
        if ((year < first || year > last) && !infinite) {
            throw new InvalidDataAccessApiUsageException("a parameter is " + value + ", a date that " + dialect.id()
                    + " or its driver cannot store: the years are " + first + " to "
                    + (last == Integer.MAX_VALUE ? "those that the server takes" : last));
        }
    }
}
