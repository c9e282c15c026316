package dev.connections.sql.datasource;

import dev.connections.sql.text.SqlEffects;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A prepared statement of a {@link LeasedConnection}. It may be executed in several transactions. */
abstract class LeasedPreparedStatement extends LeasedStatement implements PreparedStatement {

    private static final JdbcProxyFactory<LeasedPreparedStatement> DELEGATION = new JdbcProxyFactory<>(
            LeasedPreparedStatement.class, PreparedStatement.class, LeasedConnection.class, String.class);

    private final PreparedStatement prepared;

    private final String sql;

    private final SqlEffects effects;

    LeasedPreparedStatement(PreparedStatement target, LeasedConnection connection, String sql) {
        super(target, connection);
        this.prepared = target;
        this.sql = sql;
        this.effects = connection.effects(sql);
    }

    static PreparedStatement of(PreparedStatement target, LeasedConnection connection, String sql) {
        return DELEGATION.create(target, connection, sql);
    }

    private void beforeExecution() {
        leased().beforeExecution(effects, sql);
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        beforeExecution();
        return leased(executeTracked(prepared::executeQuery));
    }

    @Override
    public int executeUpdate() throws SQLException {
        beforeExecution();
        return executeTracked(prepared::executeUpdate);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        beforeExecution();
        return executeTracked(prepared::executeLargeUpdate);
    }

    @Override
    public boolean execute() throws SQLException {
        beforeExecution();
        return executeTracked(prepared::execute);
    }

    @Override
    public int[] executeBatch() throws SQLException {
        beforeExecution();
        return super.executeBatch();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        beforeExecution();
        return super.executeLargeBatch();
    }
}
