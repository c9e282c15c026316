package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Connections;
import dev.connections.credentials.Credentials;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.GenericApplicationContext;

@Timeout(30)
class StartModeTests {

    private final Feeds feeds = new Feeds();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class))
            .withInitializer(context -> ((GenericApplicationContext) context)
                    .registerBean("feedsConnectionFactory", Feeds.class, () -> feeds));

    @AfterEach
    void letGo() {
        feeds.gate.countDown();
    }

    @Test
    void opensInTheBackgroundByDefault() {
        runner.run(context -> {
            awaitState(context.getBean(Connections.class), ConnectionState.UP);
            assertThat(feeds.connects).hasValue(1);
        });
    }

    @Test
    void doesNotWaitForATargetThatHangs() {
        feeds.gate = new CountDownLatch(1);
        runner.withPropertyValues("connections.feeds.connect-timeout=1m")
                .run(context -> assertThat(context.getBean(Connections.class).states())
                        .containsEntry("feeds", ConnectionState.CONNECTING));
    }

    @Test
    void startsWithoutATargetAndHealsWhenItComes() {
        feeds.failure = new IOException("connection refused");
        runner.run(context -> {
            Connections connections = context.getBean(Connections.class);
            awaitState(connections, ConnectionState.DOWN);
            feeds.failure = null;
            awaitState(connections, ConnectionState.UP);
        });
    }

    @Test
    void opensALazyConnectionWhenItIsUsed() {
        runner.withPropertyValues("connections.feeds.start=lazy").run(context -> {
            Connections connections = context.getBean(Connections.class);
            assertThat(connections.states()).containsEntry("feeds", ConnectionState.NEW);
            connections.get("feeds").run(feed -> {});
            assertThat(connections.states()).containsEntry("feeds", ConnectionState.UP);
        });
    }

    @Test
    void startsWithARequiredConnectionOpen() {
        runner.withPropertyValues("connections.feeds.start=required")
                .run(context -> assertThat(context.getBean(Connections.class).states())
                        .containsEntry("feeds", ConnectionState.UP));
    }

    @Test
    void doesNotStartWithoutARequiredConnection() {
        feeds.failure = new IOException("connection refused");
        runner.withPropertyValues("connections.feeds.start=required", "connections.feeds.recovery.ride-out=100ms")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(IOException.class)
                        .hasMessage("connection refused"));
        runner.withPropertyValues("connections.feeds.start=required", "connections.feeds.recovery.ride-out=100ms")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(ConnectionUnavailableException.class.getName())
                        .hasStackTraceContaining("'feeds'"));
    }

    private static void awaitState(Connections connections, ConnectionState state) {
        while (connections.states().get("feeds") != state) {
            Thread.onSpinWait();
        }
    }

    private static final class Feeds implements ConnectionFactory<Object> {

        final AtomicInteger connects = new AtomicInteger();

        volatile CountDownLatch gate = new CountDownLatch(0);

        volatile IOException failure;

        @Override
        public Object connect(Credentials credentials) throws Exception {
            connects.incrementAndGet();
            gate.await();
            if (failure != null) {
                throw failure;
            }
            return new Object();
        }

        @Override
        public boolean isOpen(Object feed) {
            return true;
        }

        @Override
        public void close(Object feed) {}
    }
}
