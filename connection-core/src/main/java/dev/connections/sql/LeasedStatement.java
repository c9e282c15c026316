package dev.connections.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement that gets its text when it is run, and tells its connection. */
final class LeasedStatement implements InvocationHandler {

    private final Statement target;

    private final LeasedConnection connection;

    private LeasedStatement(Statement target, LeasedConnection connection) {
        this.target = target;
        this.connection = connection;
    }

    static Statement of(Statement target, LeasedConnection connection) {
        return (Statement) Proxy.newProxyInstance(
                LeasedStatement.class.getClassLoader(),
                new Class<?>[] {Statement.class},
                new LeasedStatement(target, connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        switch (method.getName()) {
            case "getConnection" -> {
                return connection.proxy();
            }
            case "equals" -> {
                return args != null && proxy == args[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {
                if (args != null && args.length > 0 && args[0] instanceof String sql && runs(method)) {
                    connection.note(sql);
                }
            }
        }
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException ex) {
            throw ex.getTargetException();
        }
    }

    private static boolean runs(Method method) {
        return method.getName().startsWith("execute") || method.getName().equals("addBatch");
    }
}
