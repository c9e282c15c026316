package dev.connections.sql.observation;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the failure of a call in observations, because its message, and those of its causes, may contain literals,
 * parameters and data. Has neither a cause nor a stack trace.
 */
final class FailedSqlCall extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;

    private final @Nullable String sqlState;

    private FailedSqlCall(String type, @Nullable String sqlState) {
        super(type + ((sqlState == null) ? "" : ", SQL state " + sqlState), null, false, false);
        this.type = type;
        this.sqlState = sqlState;
    }

    static FailedSqlCall of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException ex && ex.getSQLState() != null) {
                return new FailedSqlCall(failure.getClass().getName(), ex.getSQLState());
            }
        }
        return new FailedSqlCall(failure.getClass().getName(), null);
    }

    String type() {
        return type;
    }

    @Nullable
    String sqlState() {
        return sqlState;
    }
}
