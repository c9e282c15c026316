package dev.connections.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Connections;
import dev.connections.CredentialsRefusedException;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.StagedFactory;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.credentials.Credentials;
import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.Logins;
import dev.connections.login.form.LoginFailedException;
import dev.connections.sql.SqlConnection;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class ConnectionMetricsAutoConfigurationTests {

    /** What this registry makes of the buckets of a timer. */
    private static final String HISTOGRAM = ".histogram";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    ConnectionMetricsAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourcePoolMetricsAutoConfiguration.class));

    private final ApplicationContextRunner sql =
            runner.withPropertyValues("connections.pet-db.url=jdbc:h2:mem:metrics", "connections.pet-db.start=lazy");

    @Test
    void loginsAreCountedByResult() {
        runner.withBean("shopConnectionFactory", ConnectionFactory.class, GuardedShop::new)
                .withPropertyValues("connections.shop.login.form.user=", "connections.shop.login.form.password=")
                .run(context -> {
                    Logins<?> logins = context.getBean(LoginConnections.class)
                            .target("shop")
                            .logins();
                    Map<String, Integer> expected = new TreeMap<>();
                    for (String password : List.of("right", "wrong", "right")) {
                        expected.merge(logIn(logins, "alice", password), 1, Integer::sum);
                    }
                    for (int i = 0; i < 100 && !expected.containsKey("too_many_attempts"); i++) {
                        expected.merge(logIn(logins, "bob", "wrong"), 1, Integer::sum);
                    }
                    assertThat(expected).containsEntry("success", 2).containsKeys("refused", "too_many_attempts");
                    Map<String, Integer> counted = new TreeMap<>();
                    of(context, "shop").name("connections.logins").functionCounters().stream()
                            .filter(counter -> counter.count() > 0)
                            .forEach(counter -> counted.put(counter.getId().getTag("result"), (int) counter.count()));
                    assertThat(counted).isEqualTo(expected);
                });
    }

    private static String logIn(Logins<?> logins, String user, String password) {
        Map<String, char[]> entered = Map.of("user", user.toCharArray(), "password", password.toCharArray());
        try {
            logins.open(new LoginRequest(LoginId.random(), entered, "127.0.0.1", null));
            return "success";
        } catch (LoginFailedException ex) {
            return ex.failure().name().toLowerCase(Locale.ROOT);
        }
    }

    private static final class GuardedShop implements ConnectionFactory<String> {

        @Override
        public String connect(Credentials credentials) {
            if (!"right".equals(credentials.secret())) {
                throw new CredentialsRefusedException("shop", "Wrong password", null);
            }
            return "shop";
        }

        @Override
        public boolean authenticates() {
            return true;
        }

        @Override
        public boolean isOpen(String shop) {
            return true;
        }

        @Override
        public void close(String shop) {}
    }

    @Test
    void everyMeterIsThereBeforeTheConnectionIs() {
        sql.run(context -> {
            assertThat(context.getBean(Connections.class).states()).containsEntry("pet-db", ConnectionState.NEW);
            assertThat(of(context, "pet-db").meters())
                    .extracting(meter -> meter.getId().getName())
                    .filteredOn(name -> !name.endsWith(HISTOGRAM))
                    .containsOnly(
                            "connections.state",
                            "connections.connect",
                            "connections.reconnects",
                            "connections.failures",
                            "connections.retries",
                            "connections.rejected",
                            "connections.cache.gets",
                            "connections.cache.load",
                            "connections.cache.load.failures",
                            "connections.cache.evictions",
                            "connections.cache.refreshes.skipped",
                            "connections.cache.entries",
                            "connections.cache.bytes",
                            "connections.pool.active",
                            "connections.pool.idle",
                            "connections.pool.size",
                            "connections.pool.wait",
                            "connections.pool.waiting",
                            "connections.pool.max");
            assertThat(of(context, "pet-db")
                            .name("connections.pool.max")
                            .gauge()
                            .value())
                    .isZero();
        });
    }

    @Test
    void everyMeterOfOneNameHasTheSameTags() {
        sql.withBean("depotConnectionFactory", StagedFactory.class).run(context -> {
            Map<String, Set<List<String>>> keys = context.getBean(MeterRegistry.class).getMeters().stream()
                    .map(Meter::getId)
                    .filter(id -> id.getName().startsWith("connections.")
                            && !id.getName().endsWith(HISTOGRAM))
                    .collect(Collectors.groupingBy(
                            Meter.Id::getName,
                            Collectors.mapping(
                                    id -> id.getTags().stream().map(Tag::getKey).toList(), Collectors.toSet())));
            assertThat(keys).hasSize(20).allSatisfy((name, tags) -> assertThat(tags)
                    .containsExactly(
                            switch (name) {
                                case "connections.state" -> List.of("connection", "state", "type");
                                case "connections.cache.gets" -> List.of("connection", "result", "type");
                                default -> List.of("connection", "type");
                            }));
        });
    }

    @Test
    void tellTheStateAndThePool() {
        sql.run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            petDb.transaction(tx -> {
                assertThat(gauge(context, "connections.pool.active")).isEqualTo(1);
                assertThat(gauge(context, "connections.pool.size")).isPositive();
                assertThat(gauge(context, "connections.pool.waiting")).isZero();
                assertThat(gauge(context, "connections.pool.max")).isEqualTo(10);
            });
            for (ConnectionState state : ConnectionState.values()) {
                assertThat(of(context, "pet-db")
                                .tag("state", state.name().toLowerCase(Locale.ROOT))
                                .gauge()
                                .value())
                        .isEqualTo(state == ConnectionState.UP ? 1 : 0);
            }
            assertThat(of(context, "pet-db").name("connections.connect").timer().count())
                    .isEqualTo(1);
            assertThat(of(context, "pet-db").name("connections.connect").timer().totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
        });
    }

    @Test
    void tellTheCache() {
        sql.run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            petDb.query("select 1", Duration.ofHours(1));
            petDb.query("select 1", Duration.ofHours(1));
            petDb.query("select 1", Duration.ofHours(1));
            assertThat(gets(context, "hit")).isEqualTo(2);
            assertThat(gets(context, "miss")).isEqualTo(1);
            assertThat(gets(context, "stale")).isZero();
            assertThat(of(context, "pet-db")
                            .name("connections.cache.load")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(gauge(context, "connections.cache.entries")).isEqualTo(1);
            assertThat(gauge(context, "connections.cache.bytes")).isPositive();
        });
    }

    private static double gets(ApplicationContext context, String result) {
        return of(context, "pet-db")
                .name("connections.cache.gets")
                .tag("result", result)
                .functionCounter()
                .count();
    }

    @Test
    void aHitIsAnEventOfTheObservationAroundIt() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        runner.withConfiguration(AutoConfigurations.of(CacheObservationAutoConfiguration.class))
                .withBean(ObservationRegistry.class, () -> registry)
                .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:observed-hits")
                .run(context -> {
                    SqlConnection petDb = context.getBean(SqlConnection.class);
                    Observation.createNotStarted("report", registry).observe(() -> {
                        petDb.query("select 1", Duration.ofHours(1));
                        petDb.query("select 1", Duration.ofHours(1));
                    });
                    petDb.query("select 1", Duration.ofHours(1));
                    TestObservationRegistryAssert.assertThat(registry)
                            .hasObservationWithNameEqualTo("report")
                            .that()
                            .hasEvent("connections.cache.hit");
                });
    }

    @Test
    void countWhatGoesWrong() {
        StagedFactory factory = new StagedFactory().failing(new IOException("closed on Sundays"));
        runner.withBean("depotConnectionFactory", StagedFactory.class, () -> factory)
                .withPropertyValues("connections.depot.recovery.ride-out=0ms")
                .run(context -> {
                    ManagedConnection<?> depot = (ManagedConnection<?>) context.getBean("depot");
                    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                    while (counter(context, "connections.rejected") < 5) {
                        assertThat(System.nanoTime()).isLessThan(deadline);
                        try {
                            depot.lease().close();
                        } catch (ConnectionUnavailableException expected) {
                            // until the circuit is open, and then quickly
                        }
                    }
                    assertThat(counter(context, "connections.failures")).isPositive();
                    assertThat(counter(context, "connections.reconnects")).isZero();
                });
    }

    @Test
    void aHundredResetsKeepEveryMeter() {
        sql.run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            petDb.query("select 1");
            List<Meter> before = context.getBean(MeterRegistry.class).getMeters();
            for (int i = 0; i < 100; i++) {
                petDb.reset();
                petDb.query("select 1");
            }
            List<Meter> after = context.getBean(MeterRegistry.class).getMeters();
            assertThat(after).containsExactlyInAnyOrderElementsOf(before);
            assertThat(of(context, "pet-db")
                            .name("connections.reconnects")
                            .functionCounter()
                            .count())
                    .isEqualTo(100);
            assertThat(gauge(context, "connections.pool.max")).isEqualTo(10);
        });
    }

    @Test
    void connectionsMadeAtRunTimeHaveMetersUntilTheyAreClosed() {
        sql.run(context -> {
            Connections connections = context.getBean(Connections.class);
            TreeSet<String> before = ids(context);
            for (int i = 0; i < 3; i++) {
                connections.open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:metrics-adhoc"));
                assertThat(of(context, "adhoc").meters())
                        .hasSameSizeAs(of(context, "pet-db").meters());
                connections.close("adhoc");
                assertThat(ids(context)).isEqualTo(before);
            }
        });
    }

    @Test
    void aRegistryThatComesLaterHasAllMeters() {
        sql.run(context -> {
            context.getBean(Connections.class)
                    .open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:metrics-adhoc"));
            SimpleMeterRegistry later = new SimpleMeterRegistry();
            context.getBean("connectionMeterBinder", MeterBinder.class).bindTo(later);
            assertThat(later.getMeters()).hasSize(of(context, "pet-db").meters().size() * 2);
            context.getBean(Connections.class).close("adhoc");
            assertThat(later.getMeters()).hasSameSizeAs(of(context, "pet-db").meters());
        });
    }

    /** Such as Flyway's or JPA's, which use the database before there are any meters. */
    @Test
    void aPoolThatIsOpenAtStartUpIsNotShownByAnotherNameAsWell() {
        sql.withBean(UsesDatabase.class).run(context -> {
            assertThat(context.getBean(SqlConnection.class).state()).isEqualTo(ConnectionState.UP);
            assertThat(context.getBean(MeterRegistry.class).getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .noneMatch(name -> name.startsWith("hikaricp.") || name.startsWith("jdbc.connections."));
        });
    }

    @Test
    void thePoolOfTheApplicationsOwnIsShownAsEver() {
        runner.withPropertyValues("spring.datasource.url=jdbc:h2:mem:metrics-own")
                .run(context -> {
                    context.getBean(DataSource.class).getConnection().close();
                    assertThat(context.getBean(MeterRegistry.class).getMeters())
                            .extracting(meter -> meter.getId().getName())
                            .contains("hikaricp.connections", "jdbc.connections.max");
                });
    }

    private static Search of(ApplicationContext context, String connection) {
        return context.getBean(MeterRegistry.class)
                .find("connections")
                .name(name -> name.startsWith("connections."))
                .tag("connection", connection);
    }

    private static double gauge(ApplicationContext context, String name) {
        return context.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    private static double counter(ApplicationContext context, String name) {
        return context.getBean(MeterRegistry.class).get(name).functionCounter().count();
    }

    private static TreeSet<String> ids(ApplicationContext context) {
        return context.getBean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Opens the connection while beans are made. */
    static class UsesDatabase {

        UsesDatabase(SqlConnection petDb) {
            petDb.query("select 1");
        }
    }
}
