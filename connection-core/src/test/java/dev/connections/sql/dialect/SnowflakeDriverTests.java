package dev.connections.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnowflakeDriverTests {

    /** The build says which one it runs the tests with. */
    @Test
    void tellsTheVersionOnTheClassPath() {
        assertThat(SnowflakeDriver.version()).isEqualTo(System.getProperty("snowflake-jdbc.version"));
    }
}
