package dev.connections.sql.driver;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * A physical connection whose validation is a request to a remote server. It is validated at most once in {@value
 * #FRESH_SECONDS} s instead of each time the pool lends it. A failure in between shows when the connection is used, and
 * is retried there. Thread-safe.
 */
public final class ThrottledValidationConnection implements InvocationHandler, UncachedValidation {

    private static final long FRESH_SECONDS = 30;

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(FRESH_SECONDS);

    private final Connection connection;

    private final StatementCustomizer statements;

    private volatile long answered = System.nanoTime();

    private ThrottledValidationConnection(Connection connection, StatementCustomizer statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /**
     * Returns the connection, which has just been opened.
     *
     * @param statements told of each statement that it makes
     */
    public static Connection of(Connection connection, StatementCustomizer statements) {
        return (Connection) Proxy.newProxyInstance(
                ThrottledValidationConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new ThrottledValidationConnection(connection, statements));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "isValid" -> {
                boolean fresh = System.nanoTime() - answered < FRESH_NANOS;
                return fresh ? !connection.isClosed() : isValidNow((int) arguments[0]);
            }
            case "isWrapperFor" -> {
                return arguments[0] == UncachedValidation.class || connection.isWrapperFor((Class<?>) arguments[0]);
            }
            case "unwrap" -> {
                return (arguments[0] == UncachedValidation.class) ? this : connection.unwrap((Class<?>) arguments[0]);
            }
            default -> {
                @Nullable Object result = AopUtils.invokeJoinpointUsingReflection(connection, method, arguments);
                if (result instanceof Statement statement) {
                    statements.customize(statement);
                }
                return result;
            }
        }
    }

    @Override
    public boolean isValidNow(int seconds) throws SQLException {
        boolean result = connection.isValid(seconds);
        if (result) {
            answered = System.nanoTime();
        }
        return result;
    }
}
