package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.Scope;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** {@code connections.<name>.cache.*}. */
class ConnectionCacheTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
            .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:cached");

    @Test
    void everyPropertyIsBound() {
        runner.withPropertyValues(
                        "connections.pet-db.cache.ttl=10m",
                        "connections.pet-db.cache.refresh-after=5m",
                        "connections.pet-db.cache.stale-if-error=1h",
                        "connections.pet-db.cache.scope=user",
                        "connections.pet-db.cache.jitter=0.1",
                        "connections.pet-db.cache.max-size=32MB",
                        "connections.pet-db.cache.cool-down=3s",
                        "connections.pet-db.cache.evict-on-write=true")
                .run(context -> assertThat(
                                context.getBean(SqlConnection.class).cache().settings())
                        .isEqualTo(new CacheSettings(
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(5),
                                Duration.ofHours(1),
                                Scope.USER,
                                0.1,
                                32L * 1024 * 1024,
                                Duration.ofSeconds(3),
                                true)));
    }

    @Test
    void nothingIsCachedByDefault() {
        runner.run(context -> assertThat(
                        context.getBean(SqlConnection.class).cache().settings())
                .isEqualTo(CacheSettings.defaults()));
    }

    @Test
    void theDefaultsOfAllConnectionsHold() {
        runner.withPropertyValues("connections.defaults.cache.ttl=1h", "connections.pet-db.cache.max-size=1MB")
                .run(context -> {
                    SqlConnection petDb = context.getBean(SqlConnection.class);
                    Rows rows = petDb.query("select 1");
                    assertThat(petDb.query("select 1")).isSameAs(rows);
                    SqlConnection adhoc = context.getBean(Connections.class)
                            .open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:cached"));
                    assertThat(adhoc.query("select 1")).isNotSameAs(rows).isSameAs(adhoc.query("select 1"));
                });
    }

    @Test
    void everyProblemIsToldWithARemedy() {
        runner.withPropertyValues(
                        "connections.pet-db.cache.ttl=-1m",
                        "connections.pet-db.cache.jitter=2",
                        "connections.pet-db.cache.max-size=-1",
                        "connections.pet-db.cache.cooldown=1s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("connections.pet-db.cache.ttl")
                        .hasStackTraceContaining("Set a positive duration")
                        .hasStackTraceContaining("connections.pet-db.cache.jitter")
                        .hasStackTraceContaining("connections.pet-db.cache.max-size"));
        runner.withPropertyValues("connections.pet-db.cache.tl=1s").run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("cache.tl")
                .hasStackTraceContaining("Did you mean 'cache.ttl'"));
        runner.withPropertyValues("connections.pet-db.cache.ttl=1m", "connections.pet-db.cache.refresh-after=2m")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("refresh-after")
                        .hasStackTraceContaining("cache.ttl"));
    }

    @Test
    void aReloadEvictsAndTakesTheNewSettings() {
        runner.withPropertyValues("connections.pet-db.cache.ttl=1h").run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            Rows rows = petDb.query("select 1");
            ConfigurableEnvironment environment = context.getBean(ConfigurableEnvironment.class);
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "changed",
                            Map.of(
                                    "connections.pet-db.cache.ttl", "2h",
                                    "connections.pet-db.url", "jdbc:h2:mem:another")));
            context.getBean(Connections.class).reload("pet-db");
            assertThat(petDb.query("select 1")).isNotSameAs(rows);
            assertThat(petDb.cache().settings().ttl()).isEqualTo(Duration.ofHours(2));
        });
    }
}
