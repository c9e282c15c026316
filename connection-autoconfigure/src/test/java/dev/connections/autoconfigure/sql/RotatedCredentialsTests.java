package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import dev.connections.testing.faults.LoadLog;
import dev.connections.testing.faults.OpenLoad;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

/** The credentials of a connection change under load, at a real server. */
@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RotatedCredentialsTests {

    private final TestDatabase database = TestDatabases.postgres();

    private final String oldUser = "old_of_" + database.database();

    private final String newUser = "new_of_" + database.database();

    private final Map<String, Object> properties = new ConcurrentHashMap<>();

    private final AtomicLong lastCallOfOldUser = new AtomicLong();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.pet-db.url=" + database.jdbcUrl(), "connections.pet-db.pool.maximum-size=8")
            .withInitializer(context -> context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("changing", properties)));

    @Test
    void noReadFailsWhenTheOldUserIsRevokedOneSecondLater() throws SQLException {
        createUsers();
        properties.put("connections.pet-db.username", oldUser);
        properties.put("connections.pet-db.password", "old");
        runner.run(context -> {
            OpenLoad load = startLoad(context.getBean(SqlConnection.class));
            load.runFor(Duration.ofSeconds(1));
            properties.put("connections.pet-db.username", newUser);
            properties.put("connections.pet-db.password", "new");
            long changed = System.nanoTime();
            load.runFor(Duration.ofSeconds(1));
            revokeOldUser();
            load.runFor(Duration.ofSeconds(2));
            assertNoneFailed(load);
            assertThat(Duration.ofNanos(lastCallOfOldUser.get() - changed))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(2));
        });
    }

    @Test
    void aPairThatIsTornForLongIsHealedAndNoReadFails() throws SQLException {
        createUsers();
        properties.put("connections.pet-db.username", oldUser);
        properties.put("connections.pet-db.password", "old");
        runner.run(context -> {
            OpenLoad load = startLoad(context.getBean(SqlConnection.class));
            load.runFor(Duration.ofMillis(500));
            properties.put("connections.pet-db.username", newUser);
            load.runFor(Duration.ofSeconds(2));
            properties.put("connections.pet-db.password", "new");
            long changed = System.nanoTime();
            load.runFor(Duration.ofSeconds(4));
            revokeOldUser();
            load.runFor(Duration.ofSeconds(1));
            assertNoneFailed(load);
            assertThat(Duration.ofNanos(lastCallOfOldUser.get() - changed))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(4));
        });
    }

    private OpenLoad startLoad(SqlConnection petDb) {
        return OpenLoad.start(50, 16, () -> {
            String user = petDb.sql("select current_user").one(String.class);
            if (user.equals(oldUser)) {
                lastCallOfOldUser.accumulateAndGet(System.nanoTime(), Math::max);
            }
        });
    }

    private static void assertNoneFailed(OpenLoad load) {
        LoadLog log = load.stop(Duration.ofSeconds(10));
        assertThat(log.failures().count()).as(log.toString()).isZero();
        assertThat(log.count()).isGreaterThan(150);
    }

    private void createUsers() throws SQLException {
        database.execute(
                "create role %s login password 'old'".formatted(oldUser),
                "create role %s login password 'new'".formatted(newUser));
    }

    /** It cannot log in any more, and whatever it still has open is cut. */
    private void revokeOldUser() throws SQLException {
        database.execute(
                "alter role %s nologin password 'revoked'".formatted(oldUser),
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'".formatted(oldUser));
    }
}
