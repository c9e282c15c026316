package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PoolLogLevelsTests {

    private static final String POOL_BASE = "logging.level.com.zaxxer.hikari.pool.PoolBase";

    @Test
    void poolsLogErrorsOnly() {
        StandardEnvironment environment = new StandardEnvironment();
        new PoolLogLevels().postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty(POOL_BASE)).isEqualTo("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.zaxxer.hikari", "com.zaxxer", "com.zaxxer.hikari.pool.HikariPool"})
    void aLevelOfTheApplicationReplacesThem(String logger) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("application", Map.of("logging.level." + logger, "info")));
        new PoolLogLevels().postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty(POOL_BASE)).isNull();
    }
}
