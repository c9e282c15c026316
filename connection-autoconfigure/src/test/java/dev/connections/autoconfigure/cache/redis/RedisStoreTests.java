package dev.connections.autoconfigure.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.health.ConnectionsHealthContributorAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.cache.redis.RedisLevel;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableRedis;
import dev.connections.testing.SelfSigned;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** {@code connections.<name>.cache.store: redis}, on a real one. */
@RequiresServer
class RedisStoreTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RestartableRedis redis;

    private static RedisClient client;

    /** What differs from call to call tells whether it was loaded. */
    private static final String QUERY = "select random_uuid() as id";

    private final ApplicationContextRunner connections = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    RedisStoreAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    ConnectionsHealthContributorAutoConfiguration.class))
            .withPropertyValues(
                    "connections.pet-db.url=jdbc:h2:mem:shared",
                    "connections.pet-db.cache.ttl=1h",
                    "connections.pet-db.cache.store=redis");

    private final ApplicationContextRunner runner = connections
            .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
            .withPropertyValues(
                    "spring.data.redis.host=127.0.0.1",
                    "spring.data.redis.port=" + redis.port(),
                    // longer than a busy machine keeps a Redis that works from answering
                    "connections.pet-db.cache.redis.timeout=10s");

    @BeforeAll
    static void start() {
        redis = RestartableRedis.started();
        client = RedisClient.create("redis://127.0.0.1:" + redis.port());
    }

    @AfterAll
    static void stop() {
        client.shutdown();
        redis.close();
    }

    @BeforeEach
    void empty() {
        try (var connection = client.connect()) {
            connection.sync().flushall();
        }
    }

    private static List<String> names() {
        try (var connection = client.connect()) {
            return connection.sync().keys("*");
        }
    }

    private static SqlConnection available(ApplicationContext context) {
        SqlConnection petDb = context.getBean(SqlConnection.class);
        await(() -> level(petDb).isAvailable());
        return petDb;
    }

    private static RedisLevel level(SqlConnection petDb) {
        return (RedisLevel) Objects.requireNonNull(petDb.cache().level());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    record Identified(String id) {}

    @Test
    void applicationsThatAreConfiguredAlikeShareResults() {
        runner.run(first -> runner.withPropertyValues(
                        "connections.pet-db.connect-timeout=7s", "connections.pet-db.pool.maximum-size=3")
                .run(second -> {
                    SqlConnection one = available(first);
                    SqlConnection other = available(second);
                    Rows rows = one.query(QUERY);
                    List<Identified> records = one.query(QUERY, Identified.class);
                    String value = one.sql(QUERY).value(String.class);
                    assertThat(other.query(QUERY)).isEqualTo(rows);
                    assertThat(other.query(QUERY, Identified.class)).isEqualTo(records);
                    assertThat(other.sql(QUERY).value(String.class)).isEqualTo(value);
                    assertThat(other.cache().statistics().loads()).isZero();
                    one.cache().clear();
                    await(() -> other.cache().entries().isEmpty());
                    assertThat(names()).anyMatch(name -> name.startsWith("connections:{pet-db:"));
                }));
    }

    @Test
    void applicationsThatLeadElsewhereShareNothing() {
        runner.run(first -> runner.withPropertyValues("connections.pet-db.url=jdbc:h2:mem:elsewhere")
                .run(second -> {
                    Rows rows = available(first).query(QUERY);
                    assertThat(available(second).query(QUERY)).isNotEqualTo(rows);
                }));
    }

    @Test
    void usersShareNothing() {
        runner.run(first -> {
            SqlConnection one = available(first);
            one.update("create user scott password 'tiger' admin");
            Rows rows = one.query(QUERY);
            for (String[] settings : new String[][] {
                {"connections.pet-db.username=scott", "connections.pet-db.password=tiger"},
                {"connections.pet-db.url=jdbc:h2:mem:shared;USER=scott;PASSWORD=tiger"}
            }) {
                runner.withPropertyValues(settings)
                        .run(second ->
                                assertThat(available(second).query(QUERY)).isNotEqualTo(rows));
            }
        });
    }

    @Test
    void everyOptionIsUsed() {
        runner.withPropertyValues(
                        "connections.pet-db.cache.redis.prefix=shop:",
                        "connections.pet-db.cache.redis.lease=2s",
                        "connections.pet-db.cache.redis.timeout=5s",
                        "connections.pet-db.cache.redis.max-entry-size=100B",
                        "connections.pet-db.cache.compression-threshold=1MB",
                        "connections.pet-db.cache.redis.connection-factory=redisConnectionFactory")
                .run(context -> {
                    SqlConnection petDb = available(context);
                    petDb.sql("select 1").value(Integer.class);
                    petDb.sql("select repeat('long', 100)").value(String.class);
                    assertThat(names())
                            .allMatch(name -> name.startsWith("shop:"))
                            .filteredOn(name -> name.contains("}:value:"))
                            .hasSize(1);
                });
    }

    @Test
    void aConnectionThatIsMadeAtRunTimeIsSharedToo() {
        runner.run(context -> {
            SqlConnection adhoc = context.getBean(Connections.class)
                    .open(
                            "adhoc",
                            SqlConnection.class,
                            Map.of(
                                    "url", "jdbc:h2:mem:adhoc",
                                    "cache.ttl", "1h",
                                    "cache.store", "redis",
                                    "cache.redis.timeout", "10s"));
            await(() -> level(adhoc).isAvailable());
            adhoc.query(QUERY);
            assertThat(names()).anyMatch(name -> name.startsWith("connections:{adhoc:"));
            context.getBean(Connections.class).close("adhoc");
            assertThat(adhoc.cache().level()).isNull();
        });
    }

    @Test
    void aReloadGoesOnWithResultsOfTheNewTargetAlone() {
        runner.run(first -> runner.run(second -> {
            SqlConnection moving = available(first);
            SqlConnection staying = available(second);
            Object old = staying.query(QUERY);
            first.getBean(ConfigurableEnvironment.class)
                    .getPropertySources()
                    .addFirst(new MapPropertySource("changed", Map.of("connections.pet-db.url", "jdbc:h2:mem:moved")));
            first.getBean(Connections.class).reload("pet-db");
            available(first);
            assertThat(moving.query(QUERY)).isNotEqualTo(old);
            assertThat(staying.query(QUERY)).isEqualTo(old);
            first.getBean(ConfigurableEnvironment.class)
                    .getPropertySources()
                    .addFirst(new MapPropertySource("local", Map.of("connections.pet-db.cache.store", "local")));
            first.getBean(Connections.class).reload("pet-db");
            assertThat(moving.cache().level()).isNull();
        }));
    }

    private static Health health(ApplicationContext context) {
        CompositeHealthContributor contributor =
                context.getBean("connectionsHealthContributor", CompositeHealthContributor.class);
        HealthIndicator indicator = (HealthIndicator) Objects.requireNonNull(contributor.getContributor("pet-db"));
        return Objects.requireNonNull(indicator.health());
    }

    @Test
    void healthTellsWhenItWorksWithoutRedis() {
        try (RestartableRedis own = RestartableRedis.started()) {
            runner.withPropertyValues("spring.data.redis.port=" + own.port()).run(context -> {
                SqlConnection petDb = available(context);
                petDb.query(QUERY);
                assertThat(health(context).getDetails()).containsEntry("sharedCache", "UP");
                own.kill();
                await(() -> !level(petDb).isAvailable());
                assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                assertThat(health(context).getDetails()).containsEntry("sharedCache", "DEGRADED");
                petDb.query("select 'without'");
            });
        }
    }

    @Test
    void sslIsThatOfTheClient(@TempDir Path directory) throws Exception {
        SelfSigned certificate = SelfSigned.in(directory);
        try (RestartableRedis secured = RestartableRedis.startedWith(certificate)) {
            runner.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.data.redis.port=" + secured.port(),
                            "spring.data.redis.ssl.bundle=redis",
                            "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + certificate.certificate())
                    .run(first -> available(first).query(QUERY));
        }
    }

    @Test
    void startsWithoutRedis() {
        runner.withPropertyValues("spring.data.redis.port=1").run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            assertThat(petDb.query(QUERY)).isSameAs(petDb.query(QUERY));
        });
    }

    @Test
    void nothingIsSharedByDefault() {
        runner.withPropertyValues("connections.pet-db.cache.store=local").run(context -> {
            assertThat(context.getBean(SqlConnection.class).cache().level()).isNull();
        });
    }

    @Test
    void aMissingLibraryIsToldWithItsCoordinates() {
        connections.withClassLoader(new FilteredClassLoader("io.lettuce")).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("connections.pet-db.cache.store")
                .hasStackTraceContaining("org.springframework.boot:spring-boot-starter-data-redis"));
    }

    @Test
    void aMissingBeanIsToldWithARemedy() {
        connections.run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("connections.pet-db.cache.store")
                .hasStackTraceContaining("there is no RedisConnectionFactory bean")
                .hasStackTraceContaining("spring.data.redis.host"));
        runner.withPropertyValues("connections.pet-db.cache.redis.connection-factory=redisConectionFactory")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("Did you mean 'redisConnectionFactory'"));
        runner.withPropertyValues("connections.pet-db.cache.store=rediss").run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("connections.pet-db.cache.store")
                .hasStackTraceContaining("Did you mean 'redis'"));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoFactories {

        @Bean
        LettuceConnectionFactory one() {
            return new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", redis.port()));
        }

        @Bean
        LettuceConnectionFactory other() {
            return new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", 1));
        }
    }

    @Test
    void oneOfSeveralBeansIsNamed() {
        ApplicationContextRunner two = connections.withUserConfiguration(TwoFactories.class);
        two.run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("several RedisConnectionFactory beans")
                .hasStackTraceContaining("cache.redis.connection-factory"));
        two.withPropertyValues("connections.pet-db.cache.redis.connection-factory=one")
                .run(RedisStoreTests::available);
    }

    @Test
    void valuesOutOfRangeAreToldWithARemedy() {
        runner.withPropertyValues(
                        "connections.pet-db.cache.redis.lease=0s",
                        "connections.pet-db.cache.redis.timeout=-1s",
                        "connections.pet-db.cache.redis.max-entry-size=0B",
                        "connections.pet-db.cache.compression-threshold=-1B")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("cache.redis.lease")
                        .hasStackTraceContaining("cache.redis.timeout")
                        .hasStackTraceContaining("cache.redis.max-entry-size")
                        .hasStackTraceContaining("cache.compression-threshold"));
    }
}
