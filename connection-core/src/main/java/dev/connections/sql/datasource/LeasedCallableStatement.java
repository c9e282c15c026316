package dev.connections.sql.datasource;

import java.sql.CallableStatement;

/** A callable statement of a {@link LeasedConnection}. */
abstract class LeasedCallableStatement extends LeasedPreparedStatement implements CallableStatement {

    private static final JdbcProxyFactory<LeasedCallableStatement> DELEGATION = new JdbcProxyFactory<>(
            LeasedCallableStatement.class, CallableStatement.class, LeasedConnection.class, String.class);

    LeasedCallableStatement(CallableStatement target, LeasedConnection connection, String sql) {
        super(target, connection, sql);
    }

    static CallableStatement of(CallableStatement target, LeasedConnection connection, String sql) {
        return DELEGATION.create(target, connection, sql);
    }
}
