package dev.connections.sql.errors;

import dev.connections.sql.dialect.SqlDialect;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies failures: a broken connection, an unavailable or read-only server, or a failed statement. By SQL states
 * and error codes of each dialect.
 */
public final class ConnectionFailures {

    /**
     * PostgreSQL, Appendix A: shut down by an administrator, crashed, starting or stopping, idle for too long (in a
     * transaction or not).
     */
    private static final Set<String> POSTGRESQL = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    /**
     * Server error reference: shutdown in progress, connection killed, closed for idleness; client: gone away, lost.
     */
    private static final Set<Integer> MYSQL = Set.of(1053, 1927, 4031, 2006, 2013);

    /** Session killed, shutdown in progress, and the transport's errors. */
    private static final Set<Integer> SQLSERVER = Set.of(596, 6005, 10053, 10054, 10060, 233);

    /** ORA-00028, 01012, 01033, 01034, 01089, 01090, 01092, 03113, 03114, 03135, 12xxx and the driver's own 17xxx. */
    private static final Set<Integer> ORACLE = Set.of(
            28, 1012, 1033, 1034, 1089, 1090, 1092, 3113, 3114, 3135, 12514, 12528, 12537, 12541, 12547, 12570, 17002,
            17008, 17410);

    /** The driver's own: server not reached, connection error, I/O error, bad response, connection closed. */
    private static final Set<Integer> SNOWFLAKE = Set.of(200002, 200015, 200016, 200022, 200052);

    /** Snowflake's: there is no such session. */
    public static final int SESSION_GONE = 390111;

    /** Snowflake's: the session, or what it could be renewed with, is unknown or has expired. */
    private static final Set<Integer> SNOWFLAKE_SESSION =
            Set.of(390104, 390110, SESSION_GONE, 390112, 390113, 390114, 390115, 390195, 390303, 390318);

    /** Connection broken, database closed, database already closed. */
    private static final Set<Integer> H2 = Set.of(90067, 90098, 90121);

    /** SQL:2023-2, table 38: classes of what will not pass by itself: data, syntax, catalog, feature. */
    private static final Set<String> LASTING = Set.of("22", "42", "3D", "3F", "0A", "28");

    /** Wrong name of a database. */
    private static final Set<Integer> H2_LASTING = Set.of(90146, 90149, 90013, 90049);

    /** PostgreSQL, read_only_sql_transaction. */
    private static final String READ_ONLY_TRANSACTION = "25006";

    /** MySQL and MariaDB, ER_READ_ONLY_MODE. */
    private static final int READ_ONLY_MODE = 1836;

    /** MySQL and MariaDB, ER_OPTION_PREVENTS_STATEMENT: the message names the option. */
    private static final int OPTION_PREVENTS_STATEMENT = 1290;

    /** SQL Server: the database is read-only. */
    private static final int READ_ONLY_DATABASE = 3906;

    /** ORA-16000: database open for read-only access. */
    private static final int OPEN_FOR_READ_ONLY = 16000;

    private ConnectionFailures() {}

    /** Returns whether a failure, or one that belongs to it, means that its connection is broken. */
    public static boolean isBroken(@Nullable Throwable failure, SqlDialect dialect) {
        return SqlCauses.of(failure)
                .flatMap(ex -> Stream.iterate(ex, Objects::nonNull, SQLException::getNextException))
                .anyMatch(ex -> isBroken(ex, dialect));
    }

    private static boolean isBroken(SQLException failure, SqlDialect dialect) {
        // SQL:2023-2, class 08: connection exception
        String state = failure.getSQLState();
        if (state != null && state.startsWith("08")) {
            return true;
        }
        if (failure instanceof SQLRecoverableException) {
            return true;
        }
        int code = failure.getErrorCode();
        return switch (dialect) {
            case POSTGRESQL -> state != null && POSTGRESQL.contains(state);
            case MYSQL, MARIADB -> MYSQL.contains(code);
            case SQLSERVER -> SQLSERVER.contains(code);
            case ORACLE -> ORACLE.contains(code);
            case H2 -> H2.contains(code);
            case SNOWFLAKE -> SNOWFLAKE.contains(code) || SNOWFLAKE_SESSION.contains(code);
            case SQLITE, DUCKDB, OTHER -> false;
        };
    }

    /**
     * Returns whether a failure means that the server did not even look at the statement, because it does not know the
     * session any more. Whatever the statement does, it has not been done.
     */
    public static boolean isUnknownSession(Throwable failure, SqlDialect dialect) {
        return dialect == SqlDialect.SNOWFLAKE
                && SqlCauses.of(failure).anyMatch(ex -> SNOWFLAKE_SESSION.contains(ex.getErrorCode()));
    }

    /**
     * Returns whether a failure means that the server takes no writes, or the session none: the statement has not been
     * executed. The standby of a failover says so.
     */
    public static boolean isReadOnlyServer(Throwable failure, SqlDialect dialect) {
        return SqlCauses.of(failure).anyMatch(ex -> isReadOnlyServer(ex, dialect));
    }

    private static boolean isReadOnlyServer(SQLException failure, SqlDialect dialect) {
        int code = failure.getErrorCode();
        return switch (dialect) {
            case POSTGRESQL -> READ_ONLY_TRANSACTION.equals(failure.getSQLState());
            case MYSQL, MARIADB ->
                code == READ_ONLY_MODE
                        || (code == OPTION_PREVENTS_STATEMENT
                                && String.valueOf(failure.getMessage()).contains("read-only"));
            case SQLSERVER -> code == READ_ONLY_DATABASE;
            case ORACLE -> code == OPEN_FOR_READ_ONLY;
            default -> false;
        };
    }

    /** Returns whether a failure to connect may pass by itself. */
    public static boolean isTransient(Throwable failure, SqlDialect dialect) {
        return !(failure instanceof IllegalArgumentException)
                && SqlCauses.of(failure).noneMatch(ex -> isLasting(ex, dialect));
    }

    private static boolean isLasting(SQLException failure, SqlDialect dialect) {
        String state = failure.getSQLState();
        return (state != null && state.length() == 5 && LASTING.contains(state.substring(0, 2)))
                || (dialect == SqlDialect.H2 && H2_LASTING.contains(failure.getErrorCode()));
    }
}
