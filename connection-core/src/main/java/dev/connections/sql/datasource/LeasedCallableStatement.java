package dev.connections.sql.datasource;

import dev.connections.sql.driver.Delegation;
import java.sql.CallableStatement;

/** A call of a {@link LeasedConnection}. */
abstract class LeasedCallableStatement extends LeasedPreparedStatement implements CallableStatement {

    private static final Delegation<LeasedCallableStatement> DELEGATION = new Delegation<>(
            LeasedCallableStatement.class, CallableStatement.class, LeasedConnection.class, String.class);

    LeasedCallableStatement(CallableStatement target, LeasedConnection connection, String sql) {
        super(target, connection, sql);
    }

    static CallableStatement of(CallableStatement target, LeasedConnection connection, String sql) {
        return DELEGATION.create(target, connection, sql);
    }
}
