package dev.connections.sql.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.CheckInconclusiveException;
import dev.connections.credentials.Credentials;
import dev.connections.sql.driver.DriverLogin;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.driver.StatementCustomizer;
import dev.connections.sql.url.JdbcDrivers;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.lang.reflect.Proxy;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HealthCheckSessionTests {

    private static final int ROUNDS = 100;

    private static final int CHECKERS = 3;

    private final TestDatabase database = TestDatabases.h2();

    private final SqlTarget target = SqlAddress.of(database.jdbcUrl()).target();

    private final AtomicInteger logins = new AtomicInteger();

    /** The login may end at any moment of a check. */
    @Test
    void simultaneousChecksLogInOnce() throws Exception {
        ExecutorService checkers = Executors.newFixedThreadPool(CHECKERS);
        try (PhysicalDataSource physical = physical()) {
            for (int round = 0; round < ROUNDS; round++) {
                HealthCheckSession session =
                        new HealthCheckSession("pet-db", target.dialect(), physical, new UnresponsiveSessions());
                CyclicBarrier together = new CyclicBarrier(CHECKERS);
                List<Future<?>> checks = new ArrayList<>();
                for (int i = 0; i < CHECKERS; i++) {
                    checks.add(checkers.submit(() -> {
                        together.await();
                        awaitAnswer(session);
                        return null;
                    }));
                }
                for (Future<?> check : checks) {
                    check.get();
                }
                session.close();
            }
        } finally {
            checkers.shutdownNow();
        }
        assertThat(logins).hasValue(ROUNDS);
    }

    private static void awaitAnswer(HealthCheckSession session) throws SQLException {
        for (; ; ) {
            try {
                assertThat(session.answers()).isTrue();
                return;
            } catch (CheckInconclusiveException ex) {
                Thread.onSpinWait();
            }
        }
    }

    private PhysicalDataSource physical() throws SQLException {
        return new PhysicalDataSource(
                counting(JdbcDrivers.of(target)),
                target,
                SqlSettings.DEFAULTS,
                Credentials.of(database.username(), database.password()),
                null,
                DriverLogin.USER_AND_PASSWORD,
                StatementCustomizer.NONE);
    }

    private Driver counting(Driver driver) {
        return (Driver) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Driver.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("connect")) {
                        logins.incrementAndGet();
                    }
                    return method.invoke(driver, arguments);
                });
    }
}
