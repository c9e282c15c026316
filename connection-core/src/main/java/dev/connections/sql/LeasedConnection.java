package dev.connections.sql;

import dev.connections.cache.CacheTransactions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC connection that gives a lease back when it is closed, once, and even if closing it fails. Takes note of what is written
 * on it.
 */
final class LeasedConnection implements InvocationHandler, CacheTransactions.Transaction {

    private final Connection target;

    private final PooledConnection pooled;

    private final AtomicBoolean released = new AtomicBoolean();

    private final WriteWatch writes;

    private final long takenAt = System.nanoTime();

    private final Connection proxy;

    /** Whether something may have been written that is not committed. */
    private volatile boolean written;

    private LeasedConnection(PooledConnection pooled, WriteWatch writes) {
        this.target = pooled.jdbc();
        this.pooled = pooled;
        this.writes = writes;
        this.proxy = (Connection) Proxy.newProxyInstance(
                LeasedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    static Connection of(PooledConnection pooled, WriteWatch writes) {
        return new LeasedConnection(pooled, writes).proxy;
    }

    /** Finds the one that libraries may have wrapped. */
    static @Nullable LeasedConnection under(Connection jdbc) {
        if (Proxy.isProxyClass(jdbc.getClass())
                && Proxy.getInvocationHandler(jdbc) instanceof LeasedConnection leased) {
            return leased;
        }
        try {
            return jdbc.isWrapperFor(LeasedConnection.class) ? jdbc.unwrap(LeasedConnection.class) : null;
        } catch (SQLException ex) {
            return null;
        }
    }

    Connection proxy() {
        return proxy;
    }

    /** A statement is run. */
    void note(String sql) {
        if (!written && writes.effects(sql).mayWrite()) {
            written = true;
        }
    }

    @Override
    public boolean hasWritten() {
        return written;
    }

    @Override
    public long age() {
        return System.nanoTime() - takenAt;
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
            case "prepareStatement", "prepareCall" -> {
                note((String) args[0]);
            }
            case "createStatement" -> {
                return LeasedStatement.of((Statement) call(method, args), this);
            }
            case "commit" -> {
                call(method, args);
                committed();
                return null;
            }
            case "rollback" -> {
                call(method, args);
                // to a savepoint: what was written before it is still there
                written &= args != null;
                return null;
            }
            case "setAutoCommit" -> {
                call(method, args);
                if ((Boolean) args[0]) {
                    // it commits what there is
                    committed();
                }
                return null;
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
                if (((Class<?>) args[0]).isInstance(this)) {
                    return this;
                }
                if (((Class<?>) args[0]).isInstance(proxy)) {
                    return proxy;
                }
            }
            case "isWrapperFor" -> {
                if (((Class<?>) args[0]).isInstance(this) || ((Class<?>) args[0]).isInstance(proxy)) {
                    return true;
                }
            }
            default -> {}
        }
        return call(method, args);
    }

    private void close() throws SQLException {
        if (released.compareAndSet(false, true)) {
            boolean committed = written && isAutoCommit();
            pooled.giveBack();
            if (committed) {
                committed();
            }
        }
    }

    private boolean isAutoCommit() {
        try {
            return target.getAutoCommit();
        } catch (SQLException ex) {
            // broken, and nobody knows what became of the last statement
            return true;
        }
    }

    private void committed() {
        if (written) {
            written = false;
            writes.committed();
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
