package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.runtime.ManualRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries of calls that are safe to repeat, and refusals of calls. */
@Timeout(60)
class CallRetriesTests {

    private final ManualRuntime runtime = new ManualRuntime();

    private final Sockets sockets = new Sockets();

    private final AtomicInteger attempts = new AtomicInteger();

    private final Tokens tokens = new Tokens();

    private SupervisedConnection<Socket> connection = supervise(SupervisionSettings.defaults());

    private SupervisedConnection<Socket> supervise(SupervisionSettings settings) {
        return new SupervisedConnection<>(new ConnectionName("chat"), "chat", sockets, tokens, settings, runtime);
    }

    @AfterEach
    void close() throws Exception {
        CompletableFuture<Void> closing = CompletableFuture.runAsync(connection::close);
        while (!closing.isDone()) {
            runtime.advance(Duration.ofMillis(500));
            Thread.yield();
        }
        assertThat(sockets.closedTwice).isEmpty();
    }

    @Test
    void retriesAtOnceOnANewResourceWhenTheFirstOneIsBroken() throws Exception {
        int served = connection.callWithRetry(
                socket -> {
                    attempts.incrementAndGet();
                    if (socket.id == 1) {
                        throw new IOException("broken pipe");
                    }
                    return socket.id;
                },
                IOException.class::isInstance);
        assertThat(served).isEqualTo(2);
        assertThat(attempts).hasValue(2);
        assertThat(connection.statistics().retriedCalls()).isEqualTo(1);
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(sockets.awaitClosed(1)).isTrue();
    }

    @Test
    void retriesAfterPausesAsLongAsCallersRideOut() throws Exception {
        int lastAttempt = 4;
        SupervisedConnection<Socket> patient = inRealTime(Duration.ofMinutes(5));
        try {
            int served = patient.callWithRetry(
                    socket -> {
                        if (attempts.incrementAndGet() < lastAttempt) {
                            throw new IOException("broken pipe");
                        }
                        return socket.id;
                    },
                    IOException.class::isInstance);
            assertThat(attempts).hasValue(lastAttempt);
            assertThat(patient.statistics().retriedCalls()).isEqualTo(lastAttempt - 1);
            // a resource without a health check is replaced once in each interval: the calls may be wrong by themselves
            assertThat(served).isEqualTo(2);
        } finally {
            patient.close();
        }
    }

    @Test
    void doesNotPauseForLongerThanCallersRideOut() {
        SupervisedConnection<Socket> impatient = inRealTime(Duration.ofMillis(1));
        try {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> impatient.callWithRetry(
                            socket -> {
                                attempts.incrementAndGet();
                                throw new IOException("broken pipe");
                            },
                            IOException.class::isInstance));
            assertThat(attempts).hasValue(2);
        } finally {
            impatient.close();
        }
    }

    private SupervisedConnection<Socket> inRealTime(Duration rideOut) {
        return new SupervisedConnection<>(
                new ConnectionName("chat"),
                "chat",
                sockets,
                tokens,
                new SupervisionSettings(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        new SupervisionSettings.Recovery(
                                rideOut,
                                Duration.ofMillis(50),
                                Duration.ZERO,
                                1.5,
                                Duration.ofSeconds(5),
                                Duration.ofHours(1),
                                Duration.ofSeconds(60)),
                        Set.of()));
    }

    @Test
    void throwsOtherFailuresAtOnce() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> connection.callWithRetry(
                        socket -> {
                            attempts.incrementAndGet();
                            throw new IllegalStateException("no such channel");
                        },
                        IOException.class::isInstance));
        assertThat(attempts).hasValue(1);
        assertThat(connection.statistics().retriedCalls()).isZero();
        assertThat(sockets.connects).hasValue(1);
    }

    @Test
    void retriesOnceAtOnceWhenNobodyRidesOut() {
        connection = supervise(SupervisionSettings.defaults()
                .withRecovery(SupervisionSettings.Recovery.defaults().once()));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> connection.callWithRetry(
                        socket -> {
                            attempts.incrementAndGet();
                            throw new IOException("broken pipe");
                        },
                        IOException.class::isInstance));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void anInterruptEndsRetriesAndStays() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> connection.callWithRetry(
                        socket -> {
                            throw new IOException("broken pipe");
                        },
                        IOException.class::isInstance));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusedCredentialsAreRequestedAgainAndTheCallIsRetriedOnce() {
        String served = connection.callWithRetry(
                socket -> {
                    attempts.incrementAndGet();
                    if (tokens.requested() == 1) {
                        throw new CredentialsRefusedException("chat", "status 401", null);
                    }
                    return "served with token " + tokens.requested();
                },
                failure -> false);
        assertThat(served).isEqualTo("served with token 2");
        assertThat(tokens.invalidated).containsExactly("token-1");
        assertThat(attempts).hasValue(2);
        assertThat(connection.statistics().retriedCalls()).isEqualTo(1);
    }

    @Test
    void credentialsThatStayRefusedAreNotRetriedAgain() {
        assertThatExceptionOfType(CredentialsRefusedException.class)
                .isThrownBy(() -> connection.callWithRetry(
                        socket -> {
                            attempts.incrementAndGet();
                            throw new CredentialsRefusedException("chat", "status 401", null);
                        },
                        failure -> true));
        assertThat(attempts).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "CHAT"})
    void aCallThatIsNotRepeatableIsNotRetriedButTheNextOneHasOtherCredentials(String spelling) {
        assertThatExceptionOfType(CredentialsRefusedException.class)
                .isThrownBy(() -> connection.run(socket -> {
                    throw new CredentialsRefusedException(spelling, "status 401", null);
                }));
        assertThat(connection.<Integer, RuntimeException>call(socket -> socket.id))
                .isEqualTo(2);
        assertThat(tokens.invalidated).containsExactly("token-1");
        assertThat(connection.statistics().retriedCalls()).isZero();
    }

    @Test
    void theRefusalOfAnotherConnectionInAnActionChangesNothing() {
        assertThatExceptionOfType(CredentialsRefusedException.class)
                .isThrownBy(() -> connection.callWithRetry(
                        socket -> {
                            attempts.incrementAndGet();
                            throw new CredentialsRefusedException("pet-db", "no", null);
                        },
                        failure -> true));
        assertThat(attempts).hasValue(1);
        assertThat(tokens.invalidated).isEmpty();
        assertThat(connection.<Integer, RuntimeException>call(socket -> socket.id))
                .isEqualTo(1);
    }

    /** Another token after each refusal. */
    private static final class Tokens implements CredentialsProvider {

        private final List<String> invalidated = new ArrayList<>();

        private int number = 1;

        @Override
        public synchronized Credentials get() {
            return Credentials.of(null, "token-" + number);
        }

        @Override
        public synchronized void invalidate(Credentials credentials) {
            if (("token-" + number).equals(credentials.secret())) {
                invalidated.add("token-" + number++);
            }
        }

        synchronized int requested() {
            return number;
        }
    }
}
