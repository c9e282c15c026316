package dev.connections.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A JDBC connection that gives a lease back when it is closed, once, and even if closing it fails. */
final class LeasedConnection implements InvocationHandler {

    private final Connection target;

    private final PooledConnection pooled;

    private final AtomicBoolean released = new AtomicBoolean();

    private LeasedConnection(PooledConnection pooled) {
        this.target = pooled.jdbc();
        this.pooled = pooled;
    }

    static Connection of(PooledConnection pooled) {
        return (Connection) Proxy.newProxyInstance(
                LeasedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new LeasedConnection(pooled));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        switch (method.getName()) {
            case "close" -> {
                close();
                return null;
            }
            case "abort" -> {
                try {
                    return call(method, args);
                } finally {
                    close();
                }
            }
            case "equals" -> {
                return proxy == args[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "toString" -> {
                return "Leased " + target;
            }
            case "unwrap" -> {
                if (((Class<?>) args[0]).isInstance(proxy)) {
                    return proxy;
                }
            }
            case "isWrapperFor" -> {
                if (((Class<?>) args[0]).isInstance(proxy)) {
                    return true;
                }
            }
            default -> {}
        }
        return call(method, args);
    }

    private void close() throws SQLException {
        if (released.compareAndSet(false, true)) {
            pooled.giveBack();
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException ex) {
            throw ex.getTargetException();
        }
    }
}
