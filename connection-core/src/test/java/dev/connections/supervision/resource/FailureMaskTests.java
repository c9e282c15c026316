package dev.connections.supervision.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Clients of others that repeat secrets in their exceptions. */
class FailureMaskTests {

    private static final String PASSWORD = "Neutral-9-Neutral";

    private static final String KEY = "Quiet-7-Quiet";

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.connections.supervision");

    private static final class Log extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new ArrayList<>();

        @Override
        protected synchronized void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage()
                    + ((event.getThrowableProxy() == null)
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            notifyAll();
        }

        synchronized void await(String part) throws InterruptedException {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (lines.stream().noneMatch(line -> line.contains(part))) {
                assertThat(System.nanoTime()).as(part).isLessThan(deadline);
                wait(100);
            }
        }

        synchronized String text() {
            return String.join("\n", lines);
        }
    }

    /** Fails in the configured way. */
    private static final class TalkativeFactory implements ConnectionFactory<StringBuilder> {

        private final AtomicReference<@Nullable Exception> onConnect = new AtomicReference<>();

        private final AtomicReference<@Nullable Exception> onCheck = new AtomicReference<>();

        private final AtomicReference<@Nullable Exception> onClose = new AtomicReference<>();

        private final AtomicReference<@Nullable Exception> judged = new AtomicReference<>();

        @Override
        public StringBuilder connect(Credentials credentials) throws Exception {
            fail(onConnect);
            return new StringBuilder("client");
        }

        @Override
        public boolean isOpen(StringBuilder client) {
            return true;
        }

        @Override
        public boolean isAlive(StringBuilder client) throws Exception {
            fail(onCheck);
            return true;
        }

        @Override
        public boolean isTransient(Exception failure) {
            judged.set(failure);
            return true;
        }

        @Override
        public Map<String, Object> target(@Nullable String user) {
            return Map.of("host", "ftp.example.com");
        }

        @Override
        public void close(StringBuilder client) throws Exception {
            fail(onClose);
        }

        private static void fail(AtomicReference<@Nullable Exception> with) throws Exception {
            Exception failure = with.get();
            if (failure != null) {
                throw failure;
            }
        }
    }

    private final TalkativeFactory factory = new TalkativeFactory();

    private final Log log = new Log();

    @BeforeEach
    void capture() {
        log.start();
        LOGGER.setLevel(Level.TRACE);
        LOGGER.addAppender(log);
    }

    @AfterEach
    void stop() {
        LOGGER.setLevel(null);
        LOGGER.detachAppender(log);
    }

    private SupervisedConnection<StringBuilder> connection(String password) {
        SupervisionSettings settings = SupervisionSettings.defaults()
                .withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30))
                .withSecrets(Set.of(KEY));
        SupervisionSettings.Recovery recovery = settings.recovery();
        return new SupervisedConnection<>(
                new ConnectionName("legacy-ftp"),
                "ftp",
                factory,
                CredentialsProvider.of(Credentials.of("scott", password)),
                settings.withRecovery(new SupervisionSettings.Recovery(
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        1.5,
                        Duration.ofMinutes(1),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(30))));
    }

    private static String traceOf(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static IOException talkative() {
        IOException failure = new IOException("530 USER scott PASS " + PASSWORD + " at ftp.example.com");
        failure.initCause(new IllegalStateException("key " + KEY));
        failure.addSuppressed(new IllegalArgumentException("also " + PASSWORD));
        return failure;
    }

    @Test
    void aFailureToConnectShowsNoSecret() throws Exception {
        IOException thrown = talkative();
        factory.onConnect.set(thrown);
        SupervisedConnection<StringBuilder> connection = connection(PASSWORD);
        try {
            Throwable failure = catchThrowable(() -> connection.call(StringBuilder::length));

            assertThat(failure)
                    .isInstanceOf(ConnectionUnavailableException.class)
                    .hasMessageEndingWith("530 USER scott PASS ****** at ftp.example.com");
            assertThat(failure.getCause()).isExactlyInstanceOf(IOException.class);
            assertThat(failure.getCause().getStackTrace()).isEqualTo(thrown.getStackTrace());
            assertThat(traceOf(failure)).doesNotContain(PASSWORD, KEY);
            assertThat(factory.judged.get()).isSameAs(thrown);
            log.await("is down since");
        } finally {
            connection.close();
        }
        assertThat(log.text()).contains("530 USER").doesNotContain(PASSWORD, KEY);
    }

    @Test
    void aRefusalStaysOneAndShowsNoSecret() {
        factory.onConnect.set(new CredentialsRefusedException("legacy-ftp", "PASS " + PASSWORD, talkative()));
        SupervisedConnection<StringBuilder> connection = connection(PASSWORD);
        try {
            Throwable failure = catchThrowable(() -> connection.call(StringBuilder::length));

            assertThat(failure)
                    .isInstanceOf(CredentialsRefusedException.class)
                    .hasMessageEndingWith("PASS ******")
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            assertThat(traceOf(failure)).doesNotContain(PASSWORD, KEY);
            assertThat(connection.state()).isEqualTo(ConnectionState.REFUSED);
        } finally {
            connection.close();
        }
        assertThat(log.text()).doesNotContain(PASSWORD, KEY);
    }

    @Test
    void aFailedCheckAndAFailedCloseShowNoSecret() throws Exception {
        SupervisedConnection<StringBuilder> connection = connection(PASSWORD);
        try {
            connection.run(client -> {});
            factory.onClose.set(talkative());
            factory.onConnect.set(new IOException("no route"));
            factory.onCheck.set(talkative());
            log.await("failed to close");
            Throwable failure = catchThrowable(() -> connection.call(StringBuilder::length));

            assertThat(traceOf(failure)).doesNotContain(PASSWORD, KEY);
        } finally {
            connection.close();
        }
        assertThat(log.text()).doesNotContain(PASSWORD, KEY);
    }

    /** The names of the target stay readable, and other failures are the objects that were thrown. */
    @ParameterizedTest
    @ValueSource(strings = {PASSWORD, "scott", "ftp.example.com", "tp", "password", ""})
    void aFailureWithoutSecretsStaysAsItIs(String password) {
        IOException thrown = new IOException("no route to ftp.example.com, no password for scott");
        factory.onConnect.set(thrown);
        SupervisedConnection<StringBuilder> connection = connection(password);
        try {
            Throwable failure = catchThrowable(() -> connection.call(StringBuilder::length));

            assertThat(failure).hasCause(thrown).hasMessageEndingWith(thrown.getMessage());
        } finally {
            connection.close();
        }
    }

    @Test
    void settingsDoNotShowTheirSecrets() {
        assertThat(SupervisionSettings.defaults().withSecrets(Set.of(KEY)).toString())
                .doesNotContain(KEY);
    }
}
