package dev.connections.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.util.ClassUtils;

/**
 * How a statement is cancelled at the server while its later rows are fetched. To the drivers of PostgreSQL and MySQL its
 * execution is over with the first ones, and {@link Statement#cancel()} does nothing any more.
 */
final class StreamCancellation {

    private static final String MYSQL_CONNECTION = "com.mysql.cj.MysqlConnection";

    private StreamCancellation() {}

    static void request(SqlExecutor executor, Statement statement) throws SQLException {
        switch (executor.dialect()) {
            case POSTGRESQL -> PostgresDriver.cancel(statement);
            case MYSQL -> kill(executor, statement);
            default -> statement.cancel();
        }
    }

    /** As the driver itself does it in the beginning, only that the connection to do it on is one of the pool's. */
    private static void kill(SqlExecutor executor, Statement statement) throws SQLException {
        Connection connection = statement.getConnection();
        Class<?> type;
        try {
            type = ClassUtils.forName(MYSQL_CONNECTION, connection.getClass().getClassLoader());
        } catch (ClassNotFoundException ex) {
            statement.cancel();
            return;
        }
        Object id;
        try {
            id = type.getMethod("getId").invoke(connection.unwrap(type));
        } catch (ReflectiveOperationException ex) {
            throw new SQLException("The driver does not tell the id of its connection", ex);
        }
        executor.doWork(null, other -> {
            try (Statement kill = other.createStatement()) {
                return kill.execute("kill query " + id);
            }
        });
    }
}
