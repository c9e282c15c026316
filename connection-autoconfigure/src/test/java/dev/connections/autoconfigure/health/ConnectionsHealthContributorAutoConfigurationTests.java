package dev.connections.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.CredentialsRefusedException;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.StagedFactory;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class ConnectionsHealthContributorAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    ConnectionsHealthContributorAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class,
                    EndpointAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class));

    private final ApplicationContextRunner two = runner.withPropertyValues(
            "connections.defaults.start=lazy",
            "connections.pet-db.url=jdbc:h2:mem:health-pets",
            "connections.order_db.url=jdbc:h2:mem:health-orders");

    @Test
    void everyConfiguredConnectionIsThereFromTheFirstMoment() {
        two.run(context -> {
            assertThat(contributor(context).stream().map(HealthContributors.Entry::name))
                    .containsExactly("pet-db", "order_db");
            assertThat(health(context, "pet-db").getStatus()).isEqualTo(Status.UNKNOWN);
            assertThat(health(context, "pet-db").getDetails())
                    .containsEntry("type", "sql")
                    .containsEntry("state", "NEW")
                    .containsEntry("circuit", "closed")
                    .doesNotContainKeys("lastAnswer", "error", "nextAttempt");
            assertThat(context.getBean(Connections.class).states())
                    .allSatisfy((name, state) -> assertThat(state).isEqualTo(ConnectionState.NEW));
        });
    }

    @Test
    void aHealthGroupMayNameOneConnection() {
        two.withPropertyValues("management.endpoint.health.group.shop.include=connections/order_db")
                .run(context -> {
                    context.getBean("petDb", SqlConnection.class).query("select 1");
                    CompositeHealthDescriptor shop = (CompositeHealthDescriptor)
                            context.getBean(HealthEndpoint.class).healthForPath("shop");
                    assertThat(shop.getStatus()).isEqualTo(Status.UNKNOWN);
                    CompositeHealthDescriptor all =
                            (CompositeHealthDescriptor) shop.getComponents().get("connections");
                    assertThat(all.getComponents()).containsOnlyKeys("order_db");
                });
    }

    @ParameterizedTest
    @CsvSource({"connections/orders", "connections/orderDb", "connections/pet-db/pool"})
    void aHealthGroupThatNamesNoConnectionFailsAtStartUp(String member) {
        two.withPropertyValues("management.endpoint.health.group.shop.include=" + member)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("'" + member + "'")
                        .hasMessageContaining("does not exist"));
    }

    @Test
    void tellsTheStateOfAPool() {
        two.run(context -> {
            context.getBean("petDb", SqlConnection.class).query("select 1");
            Health health = health(context, "pet-db");
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("state", "UP").doesNotContainKey("error");
            assertThat(Instant.parse((String) health.getDetails().get("since"))).isBefore(Instant.now());
            assertThat(Instant.parse((String) health.getDetails().get("lastAnswer")))
                    .isBefore(Instant.now());
            assertThat((Long) health.getDetails().get("ageMillis")).isNotNegative();
            assertThat(health.getDetails().get("pool"))
                    .asInstanceOf(map(String.class, Long.class))
                    .containsEntry("active", 0L)
                    .containsEntry("waiting", 0L)
                    .containsEntry("max", 10L)
                    .containsOnlyKeys("active", "idle", "size", "waiting", "max");
        });
    }

    /** Nothing here may ask the target: neither the first answer, which is of a connection being opened, nor the others. */
    @Test
    void answersWithinFiveMillisecondsWhileTheTargetHangs() {
        StagedFactory factory = new StagedFactory().hanging();
        withFactory(factory).run(context -> {
            awaitState(context, "depot", ConnectionState.CONNECTING);
            long waited = timesWaited();
            long[] nanos = new long[500];
            for (int i = 0; i < nanos.length; i++) {
                long begin = System.nanoTime();
                assertThat(health(context, "depot").getStatus()).isEqualTo(Status.UNKNOWN);
                nanos[i] = System.nanoTime() - begin;
            }
            Arrays.sort(nanos);
            // the median, as others may need the processor meanwhile; that none of them waited is exact
            assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(5));
            assertThat(timesWaited()).isEqualTo(waited);
            assertThat(factory.asked).hasValue(1);
            factory.released.countDown();
        });
    }

    @Test
    void askingForHealthIsNoSignOfLife() {
        StagedFactory factory = new StagedFactory();
        withFactory(factory).run(context -> {
            awaitState(context, "depot", ConnectionState.UP);
            Object answered = health(context, "depot").getDetails().get("lastAnswer");
            for (int i = 0; i < 1_000; i++) {
                assertThat(health(context, "depot").getDetails()).containsEntry("lastAnswer", answered);
            }
            assertThat(health(context, "depot").getDetails()).containsEntry("parcels", Map.of("sent", 0L));
            assertThat(factory.asked).hasValue(1);
        });
    }

    @Test
    void tellsTheClassOfAFailureAndNotItsMessage() {
        StagedFactory factory = new StagedFactory().failing(new IOException("sftp://scott:tiger@depot refused tiger"));
        withFactory(factory).run(context -> {
            awaitState(context, "depot", ConnectionState.DOWN);
            Health health = healthBetweenAttempts(context, "depot");
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails()).containsEntry("error", "java.io.IOException");
            assertThat(health.toString()).doesNotContain("tiger", "scott");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:1/pets?sslpassword=lion, 127.0.0.1, 1, pets",
        "postgresql://127.0.0.1:1/pets, 127.0.0.1, 1, pets"
    })
    void tellsWhereADatabaseIsAndWhyItIsDown(String url, String host, int port, String database) {
        runner.withPropertyValues(
                        "connections.pet-db.url=" + url,
                        "connections.pet-db.username=scott",
                        "connections.pet-db.password=tiger")
                .run(context -> {
                    awaitState(context, "pet-db", ConnectionState.DOWN);
                    Health health = healthBetweenAttempts(context, "pet-db");
                    assertThat(health.getDetails())
                            .containsEntry("host", host)
                            .containsEntry("port", port)
                            .containsEntry("database", database)
                            .containsEntry("user", "scott")
                            .hasEntrySatisfying("reason", reason -> assertThat((String) reason)
                                    .contains("127.0.0.1", "refused"));
                    assertThat(health.toString()).doesNotContain("tiger");
                });
    }

    @Test
    void refusedCredentialsAreDown() {
        StagedFactory factory =
                new StagedFactory().failing(new CredentialsRefusedException("depot", "no entry for tiger", null));
        withFactory(factory).run(context -> {
            awaitState(context, "depot", ConnectionState.REFUSED);
            assertThat(health(context, "depot").getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(context, "depot").toString()).doesNotContain("tiger");
        });
    }

    @Test
    void showsNoUserInformationOfAUrl() {
        runner.withPropertyValues("connections.pet-db.url=postgresql://scott:tiger@localhost:1/pets?sslpassword=lion")
                .run(context -> {
                    awaitState(context, "pet-db", ConnectionState.DOWN);
                    assertThat(health(context, "pet-db").getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health(context, "pet-db").toString()).doesNotContain("tiger", "scott", "lion");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, UNKNOWN",
        "CONNECTING, UNKNOWN",
        "UP, UP",
        "DEGRADED, UP",
        "DOWN, DOWN",
        "REFUSED, DOWN",
        "CLOSED, OUT_OF_SERVICE"
    })
    void everyStateHasAStatus(ConnectionState state, String status) {
        assertThat(ConnectionHealthIndicator.status(state)).isEqualTo(new Status(status));
    }

    @Test
    void connectionsMadeAtRunTimeComeAndGo() {
        two.run(context -> {
            Connections connections = context.getBean(Connections.class);
            connections.open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:health-adhoc"));
            assertThat(names(context)).isEqualTo("pet-db,order_db,adhoc");
            HealthIndicator adhoc = (HealthIndicator) contributor(context).getContributor("adhoc");
            assertThat(adhoc.health()).isNotNull();
            connections.close("adhoc");
            assertThat(names(context)).isEqualTo("pet-db,order_db");
            assertThat(adhoc.health()).isNull();
        });
    }

    @Test
    void canBeSwitchedOff() {
        two.withPropertyValues("management.health.connections.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(CompositeHealthContributor.class));
    }

    private ApplicationContextRunner withFactory(StagedFactory factory) {
        return runner.withBean("depotConnectionFactory", StagedFactory.class, () -> factory)
                .withPropertyValues(
                        "connections.depot.recovery.check-interval=1h",
                        // longer than a busy machine takes to ask for the health of what hangs
                        "connections.depot.connect-timeout=1m");
    }

    /** The first answer that tells when the next attempt is due: none is, while one is under way. */
    private static Health healthBetweenAttempts(ApplicationContext context, String name) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Health health = health(context, name);
        while (!health.getDetails().containsKey("nextAttempt")) {
            assertThat(System.nanoTime()).as(health.toString()).isLessThan(deadline);
            health = health(context, name);
        }
        return health;
    }

    private static void awaitState(ApplicationContext context, String name, ConnectionState state) {
        ManagedConnection<?> connection = context.getBean(Connections.class).get(name);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (connection.state() != state) {
            assertThat(System.nanoTime()).as(name + " becomes " + state).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** How many times this thread has waited for anything, but for the processor. */
    private static long timesWaited() {
        ThreadInfo thread = ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId());
        return thread.getWaitedCount() + thread.getBlockedCount();
    }

    private static CompositeHealthContributor contributor(ApplicationContext context) {
        return context.getBean("connectionsHealthContributor", CompositeHealthContributor.class);
    }

    private static String names(ApplicationContext context) {
        return contributor(context).stream().map(HealthContributors.Entry::name).collect(Collectors.joining(","));
    }

    private static Health health(ApplicationContext context, String name) {
        return ((HealthIndicator) contributor(context).getContributor(name)).health();
    }
}
