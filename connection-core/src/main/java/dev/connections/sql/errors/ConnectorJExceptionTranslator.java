package dev.connections.sql.errors;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/**
 * Translates failures of MySQL's Connector/J itself, whose SQL states begin with ODBC's class {@code S1}. Spring takes
 * that class for DB2's loss of communication, which is transient. Immutable.
 */
final class ConnectorJExceptionTranslator extends SQLExceptionSubclassTranslator {

    @Override
    protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql, SQLException ex) {
        @Nullable DataAccessException translated = super.doTranslate(task, sql, ex);
        String state = String.valueOf(ex.getSQLState());
        if (translated != null || !state.startsWith("S1")) {
            return translated;
        }
        return switch (state) {
            // illegal argument, not supported by the driver
            case "S1009", "S1C00" -> new InvalidDataAccessApiUsageException(buildMessage(task, sql, ex), ex);
            default -> new UncategorizedSQLException(task, sql, ex);
        };
    }
}
