package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Lease;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.runtime.ManualRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SupervisedConnectionTests {

    private static final SupervisionSettings SETTINGS =
            SupervisionSettings.defaults().withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(5));

    private static final SupervisionSettings SHORT =
            SupervisionSettings.defaults().withTimeouts(Duration.ofSeconds(20), Duration.ofMillis(100));

    private final ManualRuntime runtime = new ManualRuntime();

    private final ExecutorService users = Executors.newCachedThreadPool();

    private final Sockets sockets = new Sockets();

    private SupervisedConnection<Socket> connection = supervise(SETTINGS);

    private SupervisedConnection<Socket> supervise(SupervisionSettings settings) {
        return supervise(settings, CredentialsProvider.of(Credentials.none()));
    }

    private SupervisedConnection<Socket> supervise(SupervisionSettings settings, CredentialsProvider credentials) {
        return new SupervisedConnection<>(
                new ConnectionName("pet-db"), "socket", sockets, credentials, settings, runtime);
    }

    @AfterEach
    void endAll() throws InterruptedException {
        sockets.gate.countDown();
        closeAsTimeGoesOn();
        users.shutdownNow();
        assertThat(users.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sockets.closedTwice).isEmpty();
    }

    @Test
    void opensOnFirstUse() {
        assertThat(connection.state()).isEqualTo(ConnectionState.NEW);
        assertThat(sockets.connects).hasValue(0);
        assertThat(connection.<Integer, RuntimeException>call(socket -> socket.id))
                .isEqualTo(1);
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        connection.run(socket -> assertThat(socket.id).isEqualTo(1));
        assertThat(sockets.connects).hasValue(1);
    }

    @RepeatedTest(20)
    void sixtyFourThreadsThatMeetANewConnectionOpenItOnce() throws Exception {
        assertThat(Set.copyOf(useBy64Threads())).containsExactly(1);
        assertThat(sockets.connects).hasValue(1);
    }

    @RepeatedTest(20)
    void sixtyFourThreadsThatMeetAResetConnectionOpenItOnce() throws Exception {
        connection.run(socket -> {});
        connection.reset();
        assertThat(Set.copyOf(useBy64Threads())).containsExactly(2);
        assertThat(sockets.connects).hasValue(2);
    }

    @RepeatedTest(20)
    void sixtyFourThreadsThatMeetAStaleConnectionOpenItOnce() throws Exception {
        connection.run(socket -> socket.open = false);
        assertThat(Set.copyOf(useBy64Threads())).containsExactly(2);
        assertThat(sockets.connects).hasValue(2);
        assertThat(sockets.awaitClosed(1)).isTrue();
    }

    @Test
    void usesInFlightFinishOnTheReplacedResourceWhichIsThenClosedOnce() throws Exception {
        Lease<Socket> first = connection.lease();
        Lease<Socket> second = connection.lease();
        connection.reset();
        assertThat(connection.<Integer, RuntimeException>call(socket -> socket.id))
                .isEqualTo(2);
        first.close();
        first.close();
        assertThat(sockets.closed).isEmpty();
        assertThat(second.resource().id).isEqualTo(1);
        second.close();
        assertThat(sockets.awaitClosed(1)).isTrue();
        assertThat(connection.<Integer, RuntimeException>call(socket -> socket.id))
                .isEqualTo(2);
    }

    @RepeatedTest(5)
    void everyReplacedResourceIsClosedExactlyOnceUnderLoad() throws Exception {
        List<Future<?>> loads = new ArrayList<>();
        AtomicInteger usedClosed = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            loads.add(users.submit(() -> {
                for (int n = 0; n < 500; n++) {
                    connection.run(socket -> {
                        if (sockets.closed.contains(socket.id)) {
                            usedClosed.incrementAndGet();
                        }
                    });
                }
            }));
        }
        for (int i = 0; i < 20; i++) {
            connection.run(socket -> {});
            connection.reset();
        }
        for (Future<?> load : loads) {
            load.get(20, TimeUnit.SECONDS);
        }
        connection.close();
        assertThat(usedClosed).hasValue(0);
        assertThat(sockets.closed).hasSize(sockets.opened.get());
    }

    @Test
    void aLeaseGivesNothingAfterItsEnd() {
        Lease<Socket> lease = connection.lease();
        lease.close();
        assertThatIllegalStateException().isThrownBy(lease::resource);
    }

    @Test
    void aResourceThatIsClosedAsSoonAsItIsOpenedIsClosedAndReported() {
        sockets.openAtFirst = false;
        connection.open();
        awaitState(ConnectionState.DOWN);
        assertThat(sockets.closed).containsExactly(1);
        assertThat(connection.status().failure()).hasMessageContaining("closed as soon as it was opened");
    }

    @Test
    void anAttemptThatHangsIsGivenUpInTimeAndItsResourceClosed() throws Exception {
        sockets.gate = new CountDownLatch(1);
        sockets.ignoreInterrupts = true;
        Future<?> waiting = users.submit(connection::lease);
        sockets.entered.await();
        runtime.advance(SETTINGS.connectTimeout());
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(ConnectionUnavailableException.class)
                .withMessageContaining("connections.pet-db.connect-timeout");
        assertThat(connection.state()).isEqualTo(ConnectionState.DOWN);
        sockets.gate.countDown();
        assertThat(sockets.awaitClosed(1)).isTrue();
        advanceUntil(ConnectionState.UP);
        assertThat(connection.<Integer, RuntimeException>call(socket -> socket.id))
                .isGreaterThan(1);
    }

    @Test
    void anAttemptUnderWayAtAResetServesThoseWhoWereThereBeforeAndNoOthers() throws Exception {
        sockets.gate = new CountDownLatch(1);
        Future<Integer> before = users.submit(() -> connection.<Integer, RuntimeException>call(socket -> socket.id));
        sockets.entered.await();
        connection.reset();
        Future<Integer> after = users.submit(() -> connection.<Integer, RuntimeException>call(socket -> socket.id));
        sockets.gate.countDown();
        assertThat(before.get(10, TimeUnit.SECONDS)).isBetween(1, 2);
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(sockets.awaitClosed(1)).isTrue();
        assertThat(sockets.closed).containsExactly(1);
    }

    @Test
    void anAttemptThatHangsAtAResetIsGivenUpSoon() throws Exception {
        sockets.gate = new CountDownLatch(1);
        sockets.ignoreInterrupts = true;
        Future<Integer> waiting = users.submit(() -> connection.<Integer, RuntimeException>call(socket -> socket.id));
        sockets.entered.await();
        CountDownLatch hanging = sockets.gate;
        sockets.gate = new CountDownLatch(0);
        connection.reset();
        runtime.advance(Duration.ofSeconds(1));
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        hanging.countDown();
        assertThat(sockets.awaitClosed(1)).isTrue();
        assertThat(sockets.closed).containsExactly(1);
    }

    @Test
    void anInterruptedCallerLeavesTheAttemptToTheOthers() throws Exception {
        sockets.gate = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread impatient = new Thread(() -> {
            try {
                connection.lease();
            } catch (ConnectionUnavailableException ex) {
                thrown.set(Thread.currentThread().isInterrupted() ? ex : null);
            }
        });
        impatient.start();
        sockets.entered.await();
        Future<Integer> patient = users.submit(() -> connection.<Integer, RuntimeException>call(socket -> socket.id));
        impatient.interrupt();
        impatient.join(10_000);
        assertThat(thrown.get()).isInstanceOf(ConnectionUnavailableException.class);
        sockets.gate.countDown();
        assertThat(patient.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void closingWaitsForUsesInFlight() throws Exception {
        Lease<Socket> lease = connection.lease();
        Future<?> closing = users.submit(connection::close);
        while (connection.state() != ConnectionState.CLOSED) {
            Thread.onSpinWait();
        }
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(connection::lease);
        assertThat(sockets.closed).isEmpty();
        lease.close();
        closing.get(10, TimeUnit.SECONDS);
        assertThat(sockets.closed).containsExactly(1);
    }

    @Test
    void closingTakesTheResourceFromAUserWhoNeverFinishes() throws InterruptedException {
        connection = supervise(SHORT);
        Lease<Socket> lease = connection.lease();
        closeAsTimeGoesOn();
        assertThat(sockets.awaitClosed(1)).isTrue();
        lease.close();
        assertThat(sockets.closed).containsExactly(1);
    }

    @Test
    void closingReturnsEvenIfTheFactoryHangs() {
        connection = supervise(SHORT);
        connection.run(socket -> {});
        sockets.gate = new CountDownLatch(1);
        sockets.hangOnClose = true;
        closeAsTimeGoesOn();
        assertThat(connection.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(sockets.closed).isEmpty();
    }

    @Test
    void closingFailsThoseWhoWaitForAnAttemptAndClosesWhatItOpens() throws Exception {
        sockets.gate = new CountDownLatch(1);
        sockets.ignoreInterrupts = true;
        Future<?> waiting = users.submit(connection::lease);
        sockets.entered.await();
        Future<?> closing = users.submit(connection::close);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(ConnectionClosedException.class);
        sockets.gate.countDown();
        closing.get(10, TimeUnit.SECONDS);
        assertThat(sockets.closed).containsExactly(1);
    }

    @Test
    void whatAnActionThrowsReachesItsCallerUnchanged() {
        IOException failure = new IOException("ls: no such file");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> connection.run(socket -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    /** Closes the connection, and lets time go on meanwhile, for those who never finish. */
    private void closeAsTimeGoesOn() {
        Future<?> closing = users.submit(connection::close);
        awaitState(ConnectionState.CLOSED);
        while (!closing.isDone()) {
            runtime.advance(Duration.ofMillis(10));
            Thread.onSpinWait();
        }
    }

    private void awaitState(ConnectionState state) {
        while (connection.state() != state) {
            Thread.onSpinWait();
        }
    }

    /** Lets time go on until the connection is in a state: attempts are made on threads of their own. */
    private void advanceUntil(ConnectionState state) {
        while (connection.state() != state) {
            runtime.advance(Duration.ofMillis(50));
            Thread.onSpinWait();
        }
    }

    private List<Integer> useBy64Threads() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(64);
        List<Future<Integer>> uses = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            uses.add(users.submit(() -> {
                barrier.await();
                return connection.<Integer, RuntimeException>call(socket -> socket.id);
            }));
        }
        List<Integer> ids = new ArrayList<>();
        for (Future<Integer> use : uses) {
            ids.add(use.get(20, TimeUnit.SECONDS));
        }
        return ids;
    }
}
