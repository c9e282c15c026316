package dev.connections.sql.errors;

import dev.connections.sql.dialect.SqlDialect;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.QueryTimeoutException;

/** Kinds of errors whose SQL states and codes Spring does not know, and would translate to a general exception. */
enum ErrorKind {
    /** A lock was not granted in time. The statement changed nothing. */
    LOCK_TIMEOUT,
    /** A deadlock, or a conflict with another transaction. The transaction was rolled back. */
    CONFLICT,
    /** A change on a read-only connection, transaction or database. */
    READ_ONLY,
    /** Cancelled, by a timeout of the database or by an administrator. */
    CANCELLED,
    /** A query that gave no rows, or a change that gave some. */
    WRONG_METHOD,
    TOO_MANY_PARAMETERS;

    static @Nullable ErrorKind of(SQLException failure, SqlDialect dialect) {
        String state = (failure.getSQLState() != null) ? failure.getSQLState() : "";
        ErrorKind kind =
                switch (dialect) {
                    case POSTGRESQL -> postgresql(state);
                    case MYSQL, MARIADB -> mysql(failure.getErrorCode());
                    case H2 -> h2(failure.getErrorCode());
                    case SQLSERVER -> sqlserver(failure.getErrorCode());
                    case ORACLE -> oracle(failure.getErrorCode());
                    case SQLITE -> sqlite(String.valueOf(failure.getMessage()));
                    case DUCKDB -> duckdb(String.valueOf(failure.getMessage()));
                    case SNOWFLAKE, OTHER -> null;
                };
        if (kind != null) {
            return kind;
        }
        // SQL:2023-2, table 38
        return switch (state) {
            case "25006" -> READ_ONLY;
            case "40001" -> CONFLICT;
            case "57014" -> CANCELLED;
            default -> null;
        };
    }

    /** PostgreSQL, Appendix A, and its driver's own. */
    private static @Nullable ErrorKind postgresql(String state) {
        return switch (state) {
            case "55P03" -> LOCK_TIMEOUT;
            case "40P01" -> CONFLICT;
            case "02000", "0100E" -> WRONG_METHOD;
            default -> null;
        };
    }

    /** Server error reference. */
    private static @Nullable ErrorKind mysql(int code) {
        return switch (code) {
            case 1205, 3572 -> LOCK_TIMEOUT;
            case 1213, 1020 -> CONFLICT;
            case 1290, 1792, 1836 -> READ_ONLY;
            case 1317, 1969, 3024 -> CANCELLED;
            case 1390 -> TOO_MANY_PARAMETERS;
            default -> null;
        };
    }

    private static @Nullable ErrorKind h2(int code) {
        return switch (code) {
            case 50200 -> LOCK_TIMEOUT;
            case 40001, 90131 -> CONFLICT;
            case 90097 -> READ_ONLY;
            case 57014 -> CANCELLED;
            case 90001, 90002 -> WRONG_METHOD;
            default -> null;
        };
    }

    private static @Nullable ErrorKind sqlserver(int code) {
        return switch (code) {
            case 1222 -> LOCK_TIMEOUT;
            case 1205, 3960 -> CONFLICT;
            case 3906, 978 -> READ_ONLY;
            case 8003 -> TOO_MANY_PARAMETERS;
            default -> null;
        };
    }

    private static @Nullable ErrorKind oracle(int code) {
        return switch (code) {
            case 54, 30006, 4021 -> LOCK_TIMEOUT;
            case 60, 8177 -> CONFLICT;
            case 1456, 16000 -> READ_ONLY;
            case 1013 -> CANCELLED;
            default -> null;
        };
    }

    private static @Nullable ErrorKind sqlite(String message) {
        if (message.contains("too many SQL variables")) {
            return TOO_MANY_PARAMETERS;
        }
        return message.contains("query does not return ResultSet") ? WRONG_METHOD : null;
    }

    private static @Nullable ErrorKind duckdb(String message) {
        if (message.contains("read-only mode")) {
            return READ_ONLY;
        }
        return message.contains("executeQuery() can only be used") ? WRONG_METHOD : null;
    }

    DataAccessException exception(String message, SqlDialect dialect, SQLException cause) {
        return switch (this) {
            case LOCK_TIMEOUT ->
                new CannotAcquireLockException(
                        message + ". The lock was not granted in time: nothing was written", cause);
            case CONFLICT ->
                new CannotAcquireLockException(
                        message + ". Another transaction was in the way: repeat the whole transaction", cause);
            case READ_ONLY ->
                new PermissionDeniedDataAccessException(message + ". It is read-only: nothing was written", cause);
            case CANCELLED -> new QueryTimeoutException(message + ". The statement was cancelled", cause);
            case WRONG_METHOD -> new InvalidDataAccessApiUsageException(message + ". " + executed(dialect), cause);
            case TOO_MANY_PARAMETERS ->
                new InvalidDataAccessApiUsageException(
                        message
                                + ". The statement has too many parameters: nothing was written. Use a batch, "
                                + "or an array as one parameter",
                        cause);
        };
    }

    /** Some drivers find out only when the server responds. */
    private static String executed(SqlDialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> "The statement was executed, and rows may have been written";
            case H2 -> "The statement was not executed";
            default -> "It is unknown whether the statement was executed";
        };
    }
}
