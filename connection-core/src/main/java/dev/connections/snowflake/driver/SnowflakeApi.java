package dev.connections.snowflake.driver;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What Snowflake's driver can do beyond JDBC. Its interfaces were renamed between its generations, and it may not be
 * there at all, so they are found by name when they are used: this is the only place that knows them. Safe for use by
 * several threads.
 */
public final class SnowflakeApi {

    private static final String NEW = "net.snowflake.client.api.";

    private static final String OLD = "net.snowflake.client.jdbc.";

    private SnowflakeApi() {}

    /** The driver's interfaces; loaded at the first use. */
    private static final class Types {

        static final Class<?> CONNECTION = type("connection.SnowflakeConnection");

        static final Class<?> STATEMENT = type("statement.SnowflakeStatement");

        static final Class<?> PREPARED_STATEMENT = type("statement.SnowflakePreparedStatement");

        static final Class<?> RESULT_SET = type("resultset.SnowflakeResultSet");

        static final Method SET_PARAMETER = method(STATEMENT, "setParameter", String.class, Object.class);

        static final Method EXECUTE_ASYNC = method(PREPARED_STATEMENT, "executeAsyncQuery");

        static final Method QUERY_ID = method(RESULT_SET, "getQueryID");

        static final Method RESULT_OF = method(CONNECTION, "createResultSet", String.class);

        private static Class<?> type(String name) {
            ClassLoader loader = ClassUtils.getDefaultClassLoader();
            String simpleName = name.substring(name.indexOf('.') + 1);
            String present = ClassUtils.isPresent(NEW + name, loader) ? NEW + name : OLD + simpleName;
            return ClassUtils.resolveClassName(present, loader);
        }

        private static Method method(Class<?> type, String name, Class<?>... parameters) {
            return Optional.ofNullable(ReflectionUtils.findMethod(type, name, parameters))
                    .orElseThrow(() -> new IllegalStateException(
                            type.getName() + " has no method " + name + ": this driver is not supported"));
        }
    }

    /** What the server says about a statement. */
    public record QueryReport(String status, int errorCode, @Nullable String errorMessage) {}

    /** Gives a statement a parameter of its own, which is sent with it. */
    public static void setParameter(Statement statement, String name, Object value) throws SQLException {
        invoke(Types.SET_PARAMETER, unwrap(statement, Types.STATEMENT), name, value);
    }

    /** Sends a statement, without waiting for its result; gives its id. */
    public static String submit(PreparedStatement statement) throws SQLException {
        Object result = invoke(Types.EXECUTE_ASYNC, unwrap(statement, Types.PREPARED_STATEMENT));
        return String.valueOf(invoke(Types.QUERY_ID, unwrap((ResultSet) result, Types.RESULT_SET)));
    }

    /** Asks what has become of a statement. */
    public static QueryReport report(Connection jdbc, String id) throws SQLException {
        // the driver makes a statement for it, and keeps that as long as the connection is open
        try (ResultSet result = (ResultSet) invoke(Types.RESULT_OF, unwrap(jdbc, Types.CONNECTION), id);
                Statement statement = result.getStatement()) {
            // the older generation has a better one beside it
            Method method = ReflectionUtils.findMethod(result.getClass(), "getStatusV2");
            Object status = invoke((method != null) ? method : find(result, "getStatus"), result);
            return new QueryReport(
                    ((Enum<?>) invoke(find(status, "getStatus"), status)).name(),
                    (int) invoke(find(status, "getErrorCode"), status),
                    (String) invoke(find(status, "getErrorMessage"), status));
        }
    }

    /** Puts a file into a stage, or a folder of one, as it is. */
    public static void upload(Connection jdbc, String stage, String file, InputStream content) throws SQLException {
        Object connection = unwrap(jdbc, Types.CONNECTION);
        @Nullable
        Method old = ReflectionUtils.findMethod(
                Types.CONNECTION,
                "uploadStream",
                String.class,
                String.class,
                InputStream.class,
                String.class,
                boolean.class);
        if (old != null) {
            invoke(old, connection, stage, null, content, file, false);
            return;
        }
        Class<?> options = Types.type("connection.UploadStreamConfig");
        Object builder = invoke(Types.method(options, "builder"), null);
        invoke(Types.method(builder.getClass(), "setCompressData", boolean.class), builder, false);
        Method upload =
                Types.method(Types.CONNECTION, "uploadStream", String.class, String.class, InputStream.class, options);
        Object built = invoke(Types.method(builder.getClass(), "build"), builder);
        invoke(upload, connection, stage, file, content, built);
    }

    private static Object unwrap(Wrapper wrapper, Class<?> type) throws SQLException {
        return wrapper.unwrap(type);
    }

    private static Method find(Object target, String name) {
        return Types.method(target.getClass(), name);
    }

    private static Object invoke(Method method, @Nullable Object target, @Nullable Object... arguments)
            throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException ex) {
            if (ex.getCause() instanceof SQLException failure) {
                throw failure;
            }
            ReflectionUtils.rethrowRuntimeException(ex.getCause());
            throw new IllegalStateException(ex);
        } catch (IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
