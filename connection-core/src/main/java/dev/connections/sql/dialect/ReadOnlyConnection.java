package dev.connections.sql.dialect;

import dev.connections.sql.text.SqlEffects;
import dev.connections.sql.text.SqlGrammar;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * A physical connection that stays read-only. Neither {@link Connection#setReadOnly}, which Spring calls after each
 * read-only transaction, nor a statement can reset it. For a database without read-only sessions (H2 in memory or on a
 * server) it also rejects each statement that may write; what user-defined functions do cannot be checked.
 */
public final class ReadOnlyConnection implements InvocationHandler {

    /** SQL state of an attempt to change something when read-only (SQL:2023, class 25, subclass 006). */
    private static final String READ_ONLY = "25006";

    /** Interfaces of drivers of which {@link #isHarmless} methods execute no SQL. */
    private static final Set<String> VIEWED = Set.of("org.postgresql.PGConnection");

    private final Object delegate;

    private final Connection physical;

    private final @Nullable Connection guarded;

    private final SqlGrammar grammar;

    private final boolean queriesOnly;

    /** Whether the driver's own objects cannot change anything either. */
    private final boolean unwraps;

    private ReadOnlyConnection(
            Object delegate,
            Connection physical,
            @Nullable Connection guarded,
            SqlGrammar grammar,
            boolean queriesOnly,
            boolean unwraps) {
        this.delegate = delegate;
        this.physical = physical;
        this.guarded = guarded;
        this.grammar = grammar;
        this.queriesOnly = queriesOnly;
        this.unwraps = unwraps;
    }

    static Connection of(Connection connection, SqlGrammar grammar, boolean queriesOnly, boolean unwraps) {
        return proxy(
                Connection.class, new ReadOnlyConnection(connection, connection, null, grammar, queriesOnly, unwraps));
    }

    /** Returns the driver's object behind a guarded one, for calls that change nothing. */
    Object delegate() {
        return delegate;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "setReadOnly" -> {
                return null;
            }
            case "isReadOnly" -> {
                return true;
            }
            case "getConnection" -> {
                return guarded;
            }
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "isWrapperFor" -> {
                return unwrapped(proxy, (Class<?>) arguments[0]) != null;
            }
            case "unwrap" -> {
                Class<?> type = (Class<?>) arguments[0];
                Object unwrapped = unwrapped(proxy, type);
                if (unwrapped == null) {
                    throw refusedToUnwrap(type);
                }
                return unwrapped;
            }
            default -> check(method, arguments);
        }
        @Nullable Object result = AopUtils.invokeJoinpointUsingReflection(delegate, method, arguments);
        if (proxy instanceof Connection connection) {
            if (result instanceof Statement statement) {
                return guard(statement, connection);
            }
            if (result instanceof DatabaseMetaData metaData) {
                return proxy(DatabaseMetaData.class, guardOf(metaData, connection));
            }
        }
        return result;
    }

    private @Nullable Object unwrapped(Object proxy, Class<?> type) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        if (type == ReadOnlyConnection.class) {
            return unwraps ? null : this;
        }
        Wrapper driver = (Wrapper) delegate;
        if (unwraps) {
            return driver.isWrapperFor(type) ? driver.unwrap(type) : null;
        }
        return (VIEWED.contains(type.getName()) && driver.isWrapperFor(type)) ? view(driver.unwrap(type), type) : null;
    }

    /** Not the object itself, which is also a {@code Connection}. */
    private static Object view(Object object, Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (!isHarmless(method)) {
                throw refused("is executed by " + type.getSimpleName() + "." + method.getName());
            }
            return AopUtils.invokeJoinpointUsingReflection(object, method, arguments);
        });
    }

    /** Whatever is sent by the driver's own interfaces for copies, large objects and functions is not checked. */
    private static boolean isHarmless(Method method) {
        String name = method.getName();
        return name.equals("cancelQuery")
                || name.startsWith("escape")
                || (name.startsWith("get") && !name.endsWith("API"))
                || method.getDeclaringClass() == Object.class;
    }

    private ReadOnlyConnection guardOf(Object part, Connection connection) {
        return new ReadOnlyConnection(part, physical, connection, grammar, queriesOnly, unwraps);
    }

    private void check(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
        if (arguments == null) {
            return;
        }
        boolean prepares = method.getName().startsWith("prepare");
        if ((prepares
                        || method.getName().startsWith("execute")
                        || method.getName().equals("addBatch"))
                && arguments[0] instanceof String sql) {
            check(sql);
        }
        // (type, concurrency) or (sql, type, concurrency)
        int concurrency = prepares ? 2 : 1;
        if ((prepares || method.getName().equals("createStatement"))
                && arguments.length > concurrency
                && Integer.valueOf(ResultSet.CONCUR_UPDATABLE).equals(arguments[concurrency])) {
            throw refused("makes its result updatable");
        }
    }

    private void check(String sql) throws SQLException {
        SqlEffects effects = SqlEffects.of(sql, grammar);
        if (effects.endsReadOnly()) {
            throw refused("makes it writable");
        }
        if (queriesOnly && !H2LazyExecution.isSetBy(sql)) {
            if (!effects.query()) {
                throw refused("is not a query");
            }
            try (PreparedStatement parsed = physical.prepareStatement(sql)) {
                // null if the parser of the database finds that it gives no rows
                if (parsed.getMetaData() == null) {
                    throw refused("is not a query");
                }
            }
        }
    }

    private Object guard(Statement statement, Connection connection) {
        ReadOnlyConnection guard = guardOf(statement, connection);
        if (statement instanceof CallableStatement) {
            return proxy(CallableStatement.class, guard);
        }
        return (statement instanceof PreparedStatement)
                ? proxy(PreparedStatement.class, guard)
                : proxy(Statement.class, guard);
    }

    /** Returns an object of the driver would not be guarded. */
    public static SQLException refusedToUnwrap(Class<?> type) {
        return new SQLException(
                "The connection is read-only: it is not unwrapped to " + type.getName()
                        + ", which could make it writable",
                READ_ONLY);
    }

    private static SQLException refused(String what) {
        return new SQLException("The connection is read-only: a statement that " + what + " is refused", READ_ONLY);
    }

    private static <T> T proxy(Class<T> type, ReadOnlyConnection guard) {
        return type.cast(
                Proxy.newProxyInstance(ReadOnlyConnection.class.getClassLoader(), new Class<?>[] {type}, guard));
    }
}
