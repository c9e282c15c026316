package dev.connections.sql.datasource;

import dev.connections.sql.dialect.ReadOnlyConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A result set whose {@code getStatement()} returns the {@link LeasedStatement}. */
abstract class LeasedResultSet implements ResultSet, JdbcProxyFactory.Delegate {

    private static final JdbcProxyFactory<LeasedResultSet> DELEGATION =
            new JdbcProxyFactory<>(LeasedResultSet.class, ResultSet.class, Statement.class, LeasedConnection.class);

    private final ResultSet target;

    private final Statement statement;

    private final LeasedConnection connection;

    LeasedResultSet(ResultSet target, Statement statement, LeasedConnection connection) {
        this.target = target;
        this.statement = statement;
        this.connection = connection;
    }

    static @Nullable ResultSet of(@Nullable ResultSet target, Statement statement, LeasedConnection connection) {
        return (target != null) ? DELEGATION.create(target, statement, connection) : null;
    }

    @Override
    public ResultSet target() {
        return target;
    }

    @Override
    public boolean next() throws SQLException {
        try {
            return target.next();
        } catch (SQLException ex) {
            throw connection.masked(ex);
        }
    }

    @Override
    public Statement getStatement() {
        return statement;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || (!connection.isReadOnlyGuarded() && target.isWrapperFor(type));
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (connection.isReadOnlyGuarded()) {
            throw ReadOnlyConnection.refusedToUnwrap(type);
        }
        return target.unwrap(type);
    }
}
