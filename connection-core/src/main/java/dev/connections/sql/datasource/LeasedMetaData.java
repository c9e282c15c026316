package dev.connections.sql.datasource;

import dev.connections.sql.dialect.ReadOnlyConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Metadata whose {@code getConnection()} returns the {@link LeasedConnection}. */
record LeasedMetaData(DatabaseMetaData target, LeasedConnection connection) implements InvocationHandler {

    static DatabaseMetaData of(DatabaseMetaData target, LeasedConnection connection) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                LeasedMetaData.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                new LeasedMetaData(target, connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (method.getName().equals("getConnection")) {
            return connection;
        }
        if (method.getName().equals("equals") && args != null) {
            return proxy == args[0];
        }
        if (method.getName().equals("unwrap") && connection.isReadOnlyGuarded()) {
            throw ReadOnlyConnection.refusedToUnwrap((Class<?>) args[0]);
        }
        Object result = AopUtils.invokeJoinpointUsingReflection(target, method, args);
        return (result instanceof ResultSet rows) ? leased(rows) : result;
    }

    private @Nullable ResultSet leased(ResultSet rows) throws Throwable {
        Statement statement = rows.getStatement();
        return (statement != null)
                ? LeasedResultSet.of(rows, LeasedStatement.of(statement, connection), connection)
                : rows;
    }
}
