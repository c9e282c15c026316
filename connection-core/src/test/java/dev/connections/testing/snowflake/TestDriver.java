package dev.connections.testing.snowflake;

import dev.connections.sql.SnowflakeDriver;

/** Which of the driver's generations the tests run with: each of them runs with both. */
public final class TestDriver {

    private TestDriver() {}

    /** Whether it is that before the present one, which Snowpark needs. */
    public static boolean isOld() {
        return SnowflakeDriver.version().startsWith("3.");
    }
}
