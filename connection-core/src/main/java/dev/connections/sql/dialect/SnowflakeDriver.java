package dev.connections.sql.dialect;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.sql.Driver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Configures Snowflake's driver, whose generations 3 and 4 differ in names and defaults. It has one HTTP client for all
 * connections of a JVM, with the timeouts of the first connection, unless the suffixes of their user agents differ.
 */
public final class SnowflakeDriver {

    private static final String RETRIES_OF_ITS_OWN = "1";

    private static final String CONNECT_TIMEOUT = "HTTP_CLIENT_CONNECTION_TIMEOUT";

    private static final String SOCKET_TIMEOUT = "HTTP_CLIENT_SOCKET_TIMEOUT";

    private SnowflakeDriver() {}

    /**
     * Returns the version of the driver on the class path, such as {@code 4.4.1}; without its last number where the
     * driver's manifest has been lost. Loads the driver.
     *
     * @throws IllegalStateException if there is none
     */
    public static String version() {
        try {
            Class<?> type = ClassUtils.forName(
                    String.valueOf(SqlDialect.SNOWFLAKE.driverClassName()), ClassUtils.getDefaultClassLoader());
            @Nullable String version = type.getPackage().getImplementationVersion();
            if (version != null) {
                return version;
            }
            Driver driver = (Driver) BeanUtils.instantiateClass(type);
            return driver.getMajorVersion() + "." + driver.getMinorVersion();
        } catch (ClassNotFoundException ex) {
            throw new IllegalStateException(
                    "The driver is not on the class path: add " + SqlDialect.SNOWFLAKE.driverCoordinates(), ex);
        }
    }

    public static Map<String, String> defaults(String loginMillis, String loginSeconds, String silenceMillis) {
        Map<String, String> defaults = new LinkedHashMap<>();
        if (Generation3.HTTP_SETTINGS == null) {
            // it would ask the metadata services of three clouds for where it runs
            defaults.put("disablePlatformDetection", "true");
        }
        // what comes after its first attempts is the supervisor's work
        defaults.put("loginTimeout", loginSeconds);
        defaults.put("networkTimeout", loginMillis);
        defaults.put("maxHttpRetries", RETRIES_OF_ITS_OWN);
        defaults.put(CONNECT_TIMEOUT, loginMillis);
        defaults.put(SOCKET_TIMEOUT, silenceMillis);
        defaults.put("user_agent_suffix", "connections-" + loginMillis + "-" + silenceMillis);
        defaults.put("CLIENT_SESSION_KEEP_ALIVE", "true");
        if (!readsArrow()) {
            defaults.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        }
        return defaults;
    }

    /**
     * Changes the case of the driver's own properties so that it recognises them with any default locale. It converts
     * names to upper case without a locale, and to lower case with the default one: in Turkish {@code loginTimeout}
     * became {@code logıntımeout} and had no effect. Session parameters, which are in upper case, stay as they are.
     */
    public static Map<String, Object> adaptNames(Map<String, Object> properties) {
        Map<String, Object> adapted = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            String root = name.toUpperCase(Locale.ROOT);
            String upper = name.toUpperCase(Locale.getDefault());
            adapted.put(name.equals(root) || upper.equals(root) ? name : upper, value);
        });
        return adapted;
    }

    /**
     * Returns whether a parameter is a property of the driver, or in upper case, as the parameters of a session are:
     * those are known to the server alone.
     */
    public static boolean isKnown(String parameter) {
        return parameter.equals(parameter.toUpperCase(Locale.ROOT)) || OwnProperties.NAMES.contains(parameter);
    }

    /**
     * Tells generation 3 of the time-outs before it connects: it builds a client with those that it was given last,
     * and the first one with minutes. Two that connect for the first time in the same moment may get each other's,
     * which are finite as well.
     *
     * @param properties all properties of the driver
     */
    public static void beforeConnecting(Map<?, ?> properties) {
        Class<?> settings = Generation3.HTTP_SETTINGS;
        if (settings != null) {
            set(settings, "setConnectionTimeout", properties.get(CONNECT_TIMEOUT));
            set(settings, "setSocketTimeout", properties.get(SOCKET_TIMEOUT));
        }
    }

    private static void set(Class<?> settings, String name, @Nullable Object millis) {
        @Nullable Method setter = ReflectionUtils.findMethod(settings, name, int.class);
        if (setter != null && millis != null) {
            ReflectionUtils.invokeMethod(setter, null, Integer.valueOf(millis.toString()));
        }
    }

    /** The driver publishes only those that are missing; each generation has all of them in an internal enum. */
    private static final class OwnProperties {

        static final Set<String> NAMES = find();

        private static Set<String> find() {
            // handled here, not by the driver's enum
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            names.add("ssl");
            ClassLoader loader = ClassUtils.getDefaultClassLoader();
            for (String prefix : List.of("net.snowflake.client.internal.core.", "net.snowflake.client.core.")) {
                String name = prefix + "SFSessionProperty";
                if (ClassUtils.isPresent(name, loader)) {
                    Class<?> type = ClassUtils.resolveClassName(name, loader);
                    @Nullable Method key = ReflectionUtils.findMethod(type, "getPropertyKey");
                    for (Object property : type.getEnumConstants()) {
                        if (key != null) {
                            names.add(String.valueOf(ReflectionUtils.invokeMethod(key, property)));
                        }
                    }
                }
            }
            return names;
        }
    }

    private static final class Generation3 {

        /** Where it keeps what holds for all of its HTTP clients; {@code null} if it is another generation. */
        static final @Nullable Class<?> HTTP_SETTINGS = find();

        private static @Nullable Class<?> find() {
            ClassLoader loader = ClassUtils.getDefaultClassLoader();
            String name = "net.snowflake.client.core.HttpUtil";
            return ClassUtils.isPresent(name, loader) ? ClassUtils.resolveClassName(name, loader) : null;
        }
    }

    /**
     * Returns whether the driver may look into buffers of {@code java.nio}, without which it fails to read results in
     * Arrow's format.
     */
    public static boolean readsArrow() {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        return ByteBuffer.class
                .getModule()
                .isOpen(
                        "java.nio",
                        (loader != null ? loader : SnowflakeDriver.class.getClassLoader()).getUnnamedModule());
    }
}
