package dev.connections.sql.errors;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Translates errors of DuckDB, which have neither SQL state nor error code: their messages begin with the kind of
 * error, {@code Catalog Error: …}. Immutable.
 */
final class DuckDbExceptionTranslator implements SQLExceptionTranslator {

    @Override
    public @Nullable DataAccessException translate(String task, @Nullable String sql, SQLException ex) {
        String error = String.valueOf(ex.getMessage());
        String message = task + "; " + ((sql != null) ? "SQL [" + sql + "]; " : "") + error;
        int colon = error.indexOf(" Error:");
        String kind = (colon < 0) ? "" : error.substring(0, colon).toLowerCase(Locale.ROOT);
        kind = kind.substring(kind.lastIndexOf('\n') + 1);
        return switch (kind.substring(kind.lastIndexOf(':') + 1).trim()) {
            case "parser", "catalog", "binder", "syntax" ->
                (sql != null) ? new BadSqlGrammarException(task, sql, ex) : null;
            case "constraint" ->
                error.toLowerCase(Locale.ROOT).contains("duplicate key")
                        ? new DuplicateKeyException(message, ex)
                        : new DataIntegrityViolationException(message, ex);
            case "conversion", "out of range", "mismatch type", "invalid type" ->
                new DataIntegrityViolationException(message, ex);
            case "transactioncontext", "transaction" -> new ConcurrencyFailureException(message, ex);
            case "interrupt" -> new QueryTimeoutException(message, ex);
            case "io", "connection", "fatal", "out of memory" -> new DataAccessResourceFailureException(message, ex);
            case "permission" -> new PermissionDeniedDataAccessException(message, ex);
            default -> null;
        };
    }
}
