package dev.connections.snowflake;

import dev.connections.ManagedConnection;
import dev.connections.sql.SqlDialect;
import dev.connections.sql.SqlObservations;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.SupervisedSqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Wrapper;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** A Snowflake connection on top of a supervised pool. Safe for use by several threads. */
public final class SupervisedSnowflakeConnection extends SupervisedSqlConnection implements SnowflakeConnection {

    /**
     * @param connection the supervised pool
     * @param options what holds for each statement that does not say otherwise
     * @param observations observes each call
     */
    public SupervisedSnowflakeConnection(
            ManagedConnection<DataSource> connection, SqlOptions options, SqlObservations observations) {
        super(connection, SqlDialect.SNOWFLAKE, options, observations);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (DataSource.class.isAssignableFrom(type) || !isOfDriver(type)) {
            return super.unwrap(type);
        }
        Connection jdbc = DataSourceUtils.getConnection(dataSource());
        try {
            if (((Wrapper) jdbc).isWrapperFor(type)) {
                return jdbc.unwrap(type);
            }
        } catch (SQLException ex) {
            throw new IllegalStateException("Connection '" + name() + "' could not be unwrapped", ex);
        } finally {
            DataSourceUtils.releaseConnection(jdbc, dataSource());
        }
        return super.unwrap(type);
    }

    private static boolean isOfDriver(Class<?> type) {
        return type.getName().startsWith("net.snowflake.");
    }
}
