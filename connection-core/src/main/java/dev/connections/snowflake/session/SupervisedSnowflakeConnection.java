package dev.connections.snowflake.session;

import dev.connections.ManagedConnection;
import dev.connections.snowflake.AsyncQuery;
import dev.connections.snowflake.ScriptResult;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.snowflake.SnowparkSession;
import dev.connections.snowflake.Stage;
import dev.connections.snowflake.TableWrite;
import dev.connections.snowflake.driver.SnowflakeApi;
import dev.connections.snowflake.load.StagedTableWrite;
import dev.connections.snowflake.snowpark.SnowparkVersions;
import dev.connections.snowflake.stage.FileStage;
import dev.connections.snowflake.stage.StageName;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.execution.SqlWork;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.observation.SqlObservations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Wrapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** A Snowflake connection on a supervised pool. Thread-safe. */
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

    @Override
    public AsyncQuery submit(String sql, Map<String, ?> params) {
        return submitted(sql, params, null);
    }

    @Override
    public AsyncQuery submit(String sql, Map<String, ?> params, Duration timeout) {
        return submitted(sql, params, work().positive(timeout));
    }

    private AsyncQuery submitted(String sql, Map<String, ?> params, @Nullable Duration asked) {
        SqlWork work = work();
        if (work.inTransaction()) {
            throw work.usage("submit(…) cannot be part of a transaction, which may end before it: use query(…) or"
                    + " update(…); SQL [" + sql + "]");
        }
        @Nullable Duration timeout = (asked != null) ? asked : work.timeout();
        String id = work.write(sql, () -> true, jdbc -> {
            try (PreparedStatement statement = work.prepare(jdbc, sql, params)) {
                if (timeout != null) {
                    SnowflakeApi.setParameter(
                            statement,
                            "STATEMENT_TIMEOUT_IN_SECONDS",
                            timeout.plusNanos(999_999_999).toSeconds());
                }
                return work.<PreparedStatement, String>watched(statement, sql, null, SnowflakeApi::submit);
            }
        });
        return SubmittedQuery.fresh(work, this::sql, id, timeout);
    }

    @Override
    public AsyncQuery resume(String id) {
        if (!SubmittedQuery.isId(id)) {
            throw work().usage("'" + id + "' is no id of a query, such as 01b7c0de-0000-0000-0000-000000000000");
        }
        return SubmittedQuery.resumed(work(), this::sql, id);
    }

    @Override
    public TableWrite write(String table) {
        return new StagedTableWrite(work(), table);
    }

    @Override
    public Stage stage(String name) {
        try {
            return new FileStage(work(), StageName.of(name), null);
        } catch (IllegalArgumentException ex) {
            throw work().usage(String.valueOf(ex.getMessage()));
        }
    }

    @Override
    public List<ScriptResult> script(String text) {
        return new Script(work(), text, null).run();
    }

    @Override
    public List<ScriptResult> script(String text, Duration timeout) {
        return new Script(work(), text, work().positive(timeout)).run();
    }

    @Override
    public SnowparkSession session() {
        @Nullable String problem = SnowparkVersions.problem();
        if (problem != null) {
            throw work().usage(problem);
        }
        return new SnowparkSession(this);
    }

    private static boolean isOfDriver(Class<?> type) {
        return type.getName().startsWith("net.snowflake.");
    }
}
