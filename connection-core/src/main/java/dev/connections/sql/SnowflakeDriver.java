package dev.connections.sql;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.util.ClassUtils;

/** What Snowflake's driver needs to be told. It has one HTTP client for all connections of a JVM, with the
 * time-outs of whoever connected first, unless they differ in the suffix of their user agent. */
public final class SnowflakeDriver {

    private static final String RETRIES_OF_ITS_OWN = "1";

    private SnowflakeDriver() {}

    static Map<String, String> defaults(String loginMillis, String loginSeconds, String silenceMillis) {
        Map<String, String> defaults = new LinkedHashMap<>();
        // it would ask the metadata services of three clouds for where it runs
        defaults.put("disablePlatformDetection", "true");
        // what comes after its first attempts is the supervisor's work
        defaults.put("loginTimeout", loginSeconds);
        defaults.put("networkTimeout", loginMillis);
        defaults.put("maxHttpRetries", RETRIES_OF_ITS_OWN);
        defaults.put("HTTP_CLIENT_CONNECTION_TIMEOUT", loginMillis);
        defaults.put("HTTP_CLIENT_SOCKET_TIMEOUT", silenceMillis);
        defaults.put("user_agent_suffix", "connections-" + loginMillis + "-" + silenceMillis);
        defaults.put("CLIENT_SESSION_KEEP_ALIVE", "true");
        if (!readsArrow()) {
            defaults.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        }
        return defaults;
    }

    /** Whether the driver may look into buffers of {@code java.nio}, without which it fails to read results in Arrow's format. */
    public static boolean readsArrow() {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        return ByteBuffer.class
                .getModule()
                .isOpen(
                        "java.nio",
                        (loader != null ? loader : SnowflakeDriver.class.getClassLoader()).getUnnamedModule());
    }
}
