package dev.connections.sql.errors;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/**
 * Translates a duplicate key of Snowflake, which only hybrid tables report, and only as a general integrity violation.
 * Immutable.
 */
final class SnowflakeExceptionTranslator extends SQLExceptionSubclassTranslator {

    private static final int DUPLICATE_KEY = 200001;

    /** The driver has the same code for errors of its own, in another SQL state. */
    private static final String DATA_EXCEPTION = "22000";

    @Override
    protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql, SQLException ex) {
        return (ex.getErrorCode() == DUPLICATE_KEY && DATA_EXCEPTION.equals(ex.getSQLState()))
                ? new DuplicateKeyException(buildMessage(task, sql, ex), ex)
                : super.doTranslate(task, sql, ex);
    }
}
