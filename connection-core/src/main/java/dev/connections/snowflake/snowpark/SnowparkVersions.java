package dev.connections.snowflake.snowpark;

import dev.connections.sql.dialect.SnowflakeDriver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Which Snowpark works with which driver. Loads neither, unless both are there. */
public final class SnowparkVersions {

    /** Snowpark's entry. */
    static final String SESSION = "com.snowflake.snowpark_java.Session";

    private static final String SNOWPARK = "com.snowflake:snowpark";

    private static final String DRIVER = "net.snowflake:snowflake-jdbc";

    private static final String TESTED_SNOWPARK = "1.16.0";

    private static final String TESTED_DRIVER = "3.24.2";

    /** A class of the driver that Snowpark is built on; version 4 calls it differently. */
    private static final String OLD_CONNECTION = "net.snowflake.client.jdbc.SnowflakeConnectionV1";

    private SnowparkVersions() {}

    /**
     * What keeps Snowpark from working, in a sentence without its full stop; {@code null} if nothing does, as far as
     * can be seen.
     */
    public static @Nullable String problem() {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        if (!ClassUtils.isPresent(SESSION, loader)) {
            return "session() needs Snowpark, which is not on the class path: add the dependencies " + SNOWPARK + ":"
                    + TESTED_SNOWPARK + " and " + DRIVER + ":" + TESTED_DRIVER;
        }
        return ClassUtils.isPresent(OLD_CONNECTION, loader) ? null : mismatch();
    }

    /** That the two on the class path are no pair. */
    static String mismatch() {
        return SNOWPARK + " " + snowpark() + " does not work with " + DRIVER + " " + SnowflakeDriver.version()
                + ": take " + SNOWPARK + ":" + TESTED_SNOWPARK + " with " + DRIVER + ":" + TESTED_DRIVER;
    }

    private static String snowpark() {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        String file = "META-INF/maven/com.snowflake/snowpark/pom.properties";
        try (@Nullable
                InputStream in = (loader != null)
                        ? loader.getResourceAsStream(file)
                        : ClassLoader.getSystemResourceAsStream(file)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "of an unknown version");
        } catch (IOException ex) {
            return "of an unknown version";
        }
    }
}
