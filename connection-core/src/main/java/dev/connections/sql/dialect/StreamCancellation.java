package dev.connections.sql.dialect;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.util.ClassUtils;

/**
 * Cancels a statement at the server while its later rows are fetched. The drivers of PostgreSQL and MySQL consider it
 * executed after the first rows, and {@link Statement#cancel()} does nothing any more.
 */
public final class StreamCancellation {

    private static final String MYSQL_STATEMENT = "com.mysql.cj.jdbc.JdbcStatement";

    private StreamCancellation() {}

    public static void request(Statement statement, SqlDialect dialect) throws SQLException {
        if (dialect == SqlDialect.POSTGRESQL) {
            PostgresDriver.cancel(statement);
            return;
        }
        if (dialect == SqlDialect.MYSQL) {
            takeForExecuting(statement);
        }
        statement.cancel();
    }

    private static Object driverStatement(Statement statement, Class<?> type) throws SQLException {
        return statement.isWrapperFor(ReadOnlyConnection.class)
                ? statement.unwrap(ReadOnlyConnection.class).delegate()
                : statement.unwrap(type);
    }

    /** Its licence is not one to compile against. */
    private static void takeForExecuting(Statement statement) throws SQLException {
        try {
            Class<?> type =
                    ClassUtils.forName(MYSQL_STATEMENT, statement.getClass().getClassLoader());
            Object executing = type.getMethod("getStatementExecuting").invoke(driverStatement(statement, type));
            ((AtomicBoolean) executing).set(true);
        } catch (ClassNotFoundException ex) {
            // Another driver for the same URLs: it does as it likes.
        } catch (ReflectiveOperationException ex) {
            throw new SQLException("MySQL's driver does not tell whether a statement is being executed", ex);
        }
    }
}
