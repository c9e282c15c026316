package dev.connections.supervision.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Factories by others whose details for health and metrics cannot be had. */
@Timeout(60)
class FactoryDetailsTests {

    private final List<SupervisedConnection<String>> supervised = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void aConnectionWorksWithoutTheDetailsOfItsFactory(Fault fault) {
        Factory factory = new Factory(fault);
        SupervisedConnection<String> connection = supervise(factory);
        assertThat(connection.<String, RuntimeException>call(resource -> resource))
                .isEqualTo("resource");
        assertThat(connection.gauges()).isEmpty();
        assertThat(connection.timers()).isEmpty();
        assertThat(connection.status().target()).isEmpty();
        connection.reload(factory, CredentialsProvider.of(Credentials.none()), SupervisionSettings.defaults());
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
    }

    @ParameterizedTest
    @EnumSource
    void anOutageEndsWithoutTheDetailsOfItsFactory(Fault fault) {
        Factory factory = new Factory(fault);
        factory.isDown = true;
        SupervisedConnection<String> connection = supervise(factory);
        assertThatExceptionOfType(ConnectionUnavailableException.class)
                .isThrownBy(connection::lease)
                .withMessageContaining("the target is down");
        assertThat(connection.status().reason()).isNull();
        assertThat(connection.status().state()).isEqualTo(ConnectionState.DOWN);
        factory.isDown = false;
        connection.reload(factory, CredentialsProvider.of(Credentials.none()), SupervisionSettings.defaults());
        assertThat(connection.<String, RuntimeException>call(resource -> resource))
                .isEqualTo("resource");
    }

    @Test
    void theRestOfTheDetailsIsShown() {
        Factory factory = new Factory(null) {
            @Override
            public Map<String, Object> target(@Nullable String user) {
                Map<String, Object> details = new HashMap<>();
                details.put("host", "db.example");
                details.put("port", null);
                return details;
            }

            @Override
            public List<ResourceGauge<String>> gauges() {
                return List.of(
                        new ResourceGauge<>("pool.active", "Active", resource -> {
                            throw new IllegalStateException("closed");
                        }),
                        new ResourceGauge<>("pool.size", "Size", String::length));
            }
        };
        SupervisedConnection<String> connection = supervise(factory);
        connection.run(resource -> {});
        assertThat(connection.status().target()).isEqualTo(Map.of("host", "db.example"));
        List<Long> gauges = new ArrayList<>();
        connection.gauges().forEach(gauge -> gauges.add(connection.read(gauge)));
        assertThat(gauges).containsExactly(0L, 8L);
    }

    @Test
    void neitherTheWarningNorTheReasonShowsASecret() {
        Factory factory = new Factory(null) {
            @Override
            public String connect(Credentials credentials) {
                throw new IllegalStateException("down");
            }

            @Override
            public Map<String, Object> target(@Nullable String user) {
                throw new IllegalStateException("ftp://scott:t1ger-s3cret@host", new IOException("k3y-of-settings"));
            }

            @Override
            public String reason(Throwable failure) {
                return "scott with t1ger-s3cret and k3y-of-settings";
            }
        };
        SupervisedConnection<String> connection = new SupervisedConnection<>(
                new ConnectionName("pet-db"),
                "custom",
                factory,
                CredentialsProvider.of(Credentials.of("scott", "t1ger-s3cret")),
                SupervisionSettings.defaults().withSecrets(Set.of("k3y-of-settings")));
        supervised.add(connection);
        Logger logger = (Logger) LoggerFactory.getLogger(FactoryDetails.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            assertThatExceptionOfType(ConnectionUnavailableException.class).isThrownBy(connection::lease);
            assertThat(connection.status().reason()).isEqualTo("scott with ****** and ******");
            assertThat(connection.status().target()).isEmpty();
        } finally {
            logger.detachAppender(log);
        }
        // a connection of the test before may still be closing
        assertThat(log.list)
                .extracting(
                        event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .anyMatch(text -> text.contains("target failed") && text.contains("ftp://scott:******@host"))
                .noneMatch(text -> text.contains("t1ger-s3cret") || text.contains("k3y-of-settings"));
    }

    @AfterEach
    void close() {
        supervised.forEach(SupervisedConnection::close);
    }

    private SupervisedConnection<String> supervise(ConnectionFactory<String> factory) {
        SupervisedConnection<String> connection = new SupervisedConnection<>(
                new ConnectionName("pet-db"),
                "custom",
                factory,
                CredentialsProvider.of(Credentials.none()),
                SupervisionSettings.defaults().withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30)));
        supervised.add(connection);
        return connection;
    }

    /** What a method of a factory does instead of returning details. */
    private enum Fault {
        NULL(() -> null),
        EXCEPTION(() -> {
            throw new IllegalStateException("no details");
        }),
        MISSING_CLASS(() -> {
            throw new NoClassDefFoundError("com/example/Pool");
        });

        private final Supplier<@Nullable Object> result;

        Fault(Supplier<@Nullable Object> result) {
            this.result = result;
        }
    }

    private static class Factory implements ConnectionFactory<String> {

        private final @Nullable Fault fault;

        volatile boolean isDown;

        Factory(@Nullable Fault fault) {
            this.fault = fault;
        }

        @Override
        public String connect(Credentials credentials) throws IOException {
            if (isDown) {
                throw new IOException("the target is down");
            }
            return "resource";
        }

        @Override
        public boolean isOpen(String resource) {
            return true;
        }

        @Override
        public boolean isTransient(Exception failure) {
            return false;
        }

        @Override
        public List<ResourceGauge<String>> gauges() {
            return result(List.of());
        }

        @Override
        public List<ResourceTimer> timers() {
            return (fault == Fault.NULL) ? Arrays.asList((ResourceTimer) null) : result(List.of());
        }

        @Override
        public Map<String, Object> target(@Nullable String user) {
            return result(Map.of());
        }

        @Override
        public @Nullable String reason(Throwable failure) {
            return result(null);
        }

        @SuppressWarnings({"unchecked", "NullAway"})
        private <T> T result(@Nullable T none) {
            return (fault != null) ? (T) fault.result.get() : none;
        }

        @Override
        public void close(String resource) {}
    }
}
