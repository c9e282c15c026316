package dev.connections.testing.snowflake;

import dev.connections.sql.dialect.SnowflakeDriver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Which of the driver's generations the tests run with: each of them runs with both. */
public final class TestDriver {

    private TestDriver() {}

    /** Whether it is that before the present one, which Snowpark needs. */
    public static boolean isOld() {
        return SnowflakeDriver.version().startsWith("3.");
    }

    /**
     * Loads the driver, and logs in with it once, for as long as that takes: what follows then takes no longer than it does in an
     * application that runs.
     */
    public static void load() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "user",
                SnowflakeServer.USER,
                "password",
                SnowflakeServer.PASSWORD,
                "ssl",
                "off",
                // the driver converts names to lower case with the default locale
                "disablePlatformDetection".toUpperCase(Locale.getDefault()),
                "true"));
        try (SnowflakeServer server = SnowflakeServer.start()) {
            properties.put("account", server.account().name());
            DriverManager.getConnection("jdbc:snowflake://127.0.0.1:" + server.port() + "/", properties)
                    .close();
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
