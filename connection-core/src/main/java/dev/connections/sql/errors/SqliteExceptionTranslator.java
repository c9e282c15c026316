package dev.connections.sql.errors;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Translates errors of SQLite's driver, which have no SQL state: only SQLite's primary result code, and the name of the
 * extended one in the message. Immutable.
 */
final class SqliteExceptionTranslator implements SQLExceptionTranslator {

    private static final int ERROR = 1;
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int INTERRUPT = 9;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int TOOBIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int NOTADB = 26;

    @Override
    public @Nullable DataAccessException translate(String task, @Nullable String sql, SQLException ex) {
        String message = task + "; " + ((sql != null) ? "SQL [" + sql + "]; " : "") + ex.getMessage();
        return switch (ex.getErrorCode()) {
            case ERROR -> (sql != null) ? new BadSqlGrammarException(task, sql, ex) : null;
            case CONSTRAINT -> constraint(message, ex);
            case TOOBIG, MISMATCH -> new DataIntegrityViolationException(message, ex);
            case BUSY, LOCKED -> new CannotAcquireLockException(message, ex);
            case PERM, READONLY -> new PermissionDeniedDataAccessException(message, ex);
            case INTERRUPT -> new QueryTimeoutException(message, ex);
            case CORRUPT, FULL, CANTOPEN, NOTADB -> new DataAccessResourceFailureException(message, ex);
            default -> null;
        };
    }

    private static DataAccessException constraint(String message, SQLException ex) {
        String name = String.valueOf(ex.getMessage());
        boolean duplicate = name.contains("SQLITE_CONSTRAINT_UNIQUE")
                || name.contains("SQLITE_CONSTRAINT_PRIMARYKEY")
                || name.contains("SQLITE_CONSTRAINT_ROWID");
        return duplicate ? new DuplicateKeyException(message, ex) : new DataIntegrityViolationException(message, ex);
    }
}
