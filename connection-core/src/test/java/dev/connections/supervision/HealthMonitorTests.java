package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.ModelTarget.Mood;
import dev.connections.supervision.Scene.Call;
import dev.connections.supervision.resource.AccessCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class HealthMonitorTests {

    private static final Duration CHECK_INTERVAL = Scene.SETTINGS.recovery().checkInterval();

    /** An interval after the probe has seen that nobody uses it, which it looks at every half second. */
    private static final Duration FOUND = CHECK_INTERVAL.plusMillis(500);

    private static final Duration CHECK_TIMEOUT = Scene.SETTINGS.recovery().checkTimeout();

    private final Scene scene = new Scene();

    private final ModelTarget target = scene.target;

    private final SupervisedConnection<ModelTarget.Resource> connection = scene.connection;

    @AfterEach
    void endWell() {
        scene.close();
    }

    @Test
    void findsAnIdleDeadResourceWithoutAnyCallerAndReplacesIt() {
        scene.call();
        target.breakAll();
        scene.pass(FOUND);
        assertThat(target.resources).hasSize(2);
        assertThat(target.resources.get(0).closed).isEqualTo(1);
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void leavesAnIdleResourceThatAnswersAlone() {
        scene.call();
        scene.pass(CHECK_INTERVAL.multipliedBy(100));
        assertThat(target.resources).hasSize(1);
        assertThat(connection.status().checkedAt())
                .isAfterOrEqualTo(scene.runtime.time().minus(CHECK_INTERVAL));
    }

    @ParameterizedTest
    @EnumSource(names = {"HANGS", "HANGS_WHATEVER_COMES"})
    void aHungIsOpenHoldsUpNobodyButTheOneWhoAsks(Mood hanging) {
        scene.call();
        target.lookingOpen = hanging;
        Call asking = scene.call();
        assertThat(asking.took).isNull();
        Call other = onAnotherStripe();
        assertThat(other.took).isZero();
        assertThat(other.served).isNotNull();
        scene.pass(Duration.ofMillis(2100));
        assertThat(connection.status().failure() != null
                        || connection.statistics().openings() > 1)
                .isTrue();
        target.lookingOpen = Mood.WELL;
        scene.pass(Duration.ofSeconds(5));
        assertThat(asking.served).isNotNull();
        assertThat(target.resources.get(0).closed).isEqualTo(1);
    }

    /** Callers of the stripe on which somebody asks go on, others ask and hang, too. */
    private Call onAnotherStripe() {
        for (; ; ) {
            Call call = scene.call();
            if (call.took != null) {
                return call;
            }
        }
    }

    @Test
    void theOneWhoAsksIsFreedByAnInterruptThatDoesNotReachItsOwnWork() {
        scene.call();
        target.lookingOpen = Mood.HANGS;
        boolean[] interrupted = new boolean[1];
        Call asking =
                scene.call(resource -> interrupted[0] |= Thread.currentThread().isInterrupted());
        scene.pass(AccessCheck.PATIENCE.multipliedBy(2));
        assertThat(connection.status().failure())
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("isOpen");
        target.lookingOpen = Mood.WELL;
        scene.pass(Duration.ofSeconds(5));
        assertThat(asking.served).isNotNull();
        assertThat(interrupted[0]).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"HANGS", "HANGS_WHATEVER_COMES"})
    void aHungIsAliveIsReportedAsSuchAndTheResourceReplaced(Mood hanging) {
        scene.call();
        target.answering = hanging;
        scene.pass(FOUND.plus(CHECK_TIMEOUT).minusMillis(1));
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.runtime.unfinished()).containsExactly("connection-pet-db-check");
        target.connecting = Mood.HANGS;
        scene.pass(Duration.ofMillis(1));
        assertThat(connection.status().failure())
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no answer to a check within 1 s");
        target.connecting = Mood.WELL;
        target.answering = Mood.WELL;
        scene.pass(Duration.ofSeconds(1));
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void aCheckThatHangsForEverDoesNotKeepTheNextResourceFromBeingChecked() {
        scene.call();
        target.answering = Mood.HANGS_WHATEVER_COMES;
        scene.pass(CHECK_INTERVAL.plus(CHECK_TIMEOUT).multipliedBy(4));
        assertThat(connection.statistics().openings()).isGreaterThanOrEqualTo(4);
        scene.pass(Duration.ofHours(1));
        assertThat(scene.runtime.unfinished().size()).as("checks that hang").isLessThanOrEqualTo(8);
    }

    @Test
    void ofFiftyConnectionsOfWhichFortyNineHangTheLivingOneIsNotAffected() {
        List<ModelTarget> dead = new ArrayList<>();
        List<SupervisedConnection<ModelTarget.Resource>> others = new ArrayList<>();
        for (int i = 0; i < 49; i++) {
            ModelTarget one = new ModelTarget(scene.runtime, new Random(i));
            one.looksOneIn = 1;
            one.force = () -> true;
            SupervisedConnection<ModelTarget.Resource> other = new SupervisedConnection<>(
                    new ConnectionName("dead-" + i), "model", one.factory(), one, Scene.SETTINGS, scene.runtime);
            scene.runtime.locks.add(other.lock());
            hang(one, other, i % 3);
            dead.add(one);
            others.add(other);
        }
        for (int i = 0; i < 100; i++) {
            Call call = scene.call();
            assertThat(call.served).isNotNull();
            assertThat(call.took).isZero();
            scene.pass(Duration.ofMillis(100));
        }
        assertThat(connection.statistics().openings()).isEqualTo(1);
        dead.forEach(ModelTarget::heal);
        others.forEach(other -> scene.run(other::close));
    }

    private void hang(ModelTarget one, SupervisedConnection<ModelTarget.Resource> other, int how) {
        if (how > 0) {
            scene.run(other::open);
        }
        switch (how) {
            case 0 -> one.connecting = Mood.HANGS_WHATEVER_COMES;
            case 1 -> one.lookingOpen = Mood.HANGS_WHATEVER_COMES;
            default -> one.answering = Mood.HANGS_WHATEVER_COMES;
        }
        scene.run(() -> other.run(resource -> scene.runtime.awaitUninterruptibly(() -> resource.closed > 0)));
    }

    @Test
    void usersWithoutProgressAreFreedWhenTheTargetDoesNotAnswer() {
        Call hanging = scene.callThatHangs();
        target.answering = Mood.HANGS;
        scene.pass(Duration.ofSeconds(3));
        assertThat(hanging.took).isNotNull().isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void usersOfAReplacedResourceAreFreedLikewise() {
        Call hanging = scene.callThatHangs();
        scene.run(connection::reset);
        Call fresh = scene.call();
        assertThat(fresh.served).isNotNull().isNotSameAs(hanging.got);
        target.answering = Mood.HANGS;
        scene.pass(Duration.ofSeconds(4));
        assertThat(hanging.took).isNotNull();
    }

    @Test
    void aLongUseIsLeftAloneAsLongAsTheTargetAnswers() {
        Call using = scene.callThatHangs();
        scene.pass(Duration.ofMinutes(5));
        assertThat(using.took).isNull();
        target.connecting = Mood.FAILS_FOR_GOOD;
        scene.run(connection::reset);
        assertThat(scene.call().failure).isNotNull();
        scene.pass(Duration.ofMinutes(5));
        assertThat(using.took)
                .as("also on a resource that was replaced, while the circuit is open")
                .isNull();
        assertThat(using.got).isNotNull();
        using.got.open = false;
        scene.pass(Duration.ofSeconds(3));
        assertThat(using.took).isNotNull();
    }

    @Test
    void aResourceAllOfWhoseUsesFailIsCheckedSoonAlthoughItIsBusy() {
        List<String> alive = new ArrayList<>();
        ConnectionFactory<String> factory = new ConnectionFactory<>() {

            @Override
            public String connect(Credentials credentials) {
                alive.add("resource " + alive.size());
                return alive.get(alive.size() - 1);
            }

            @Override
            public boolean isOpen(String resource) {
                return true;
            }

            @Override
            public boolean isAlive(String resource) {
                return !resource.equals("resource 0");
            }

            @Override
            public void close(String resource) {}
        };
        SupervisedConnection<String> other = new SupervisedConnection<>(
                new ConnectionName("other"),
                "text",
                factory,
                CredentialsProvider.of(Credentials.none()),
                Scene.SETTINGS,
                scene.runtime);
        scene.runtime.locks.add(other.lock());
        for (int i = 0; i < 20; i++) {
            scene.run(() -> other.run(resource -> {
                throw new IllegalStateException("broken pipe");
            }));
            scene.pass(Duration.ofMillis(100));
        }
        assertThat(alive).hasSize(2);
        scene.run(other::close);
    }

    @Test
    void aResourceWithoutACheckIsReplacedWhenAllItsUsesFail() {
        Unchecked factory = new Unchecked();
        SupervisedConnection<String> other = other(factory);
        failFor(other, Duration.ofSeconds(2));
        assertThat(factory.opened).isEqualTo(2);
        failFor(other, CHECK_INTERVAL.minusSeconds(2));
        assertThat(factory.opened).as("within a check interval").isEqualTo(2);
        failFor(other, Duration.ofSeconds(4));
        assertThat(factory.opened).isEqualTo(3);
        scene.run(other::close);
    }

    @Test
    void aResourceWithoutACheckThatCannotBeReopenedIsUnavailable() {
        Unchecked factory = new Unchecked();
        SupervisedConnection<String> other = other(factory);
        failFor(other, Duration.ofMillis(200));
        factory.isUnreachable = true;
        failFor(other, Duration.ofSeconds(2).plus(Scene.RIDE_OUT));
        assertThat(other.state()).isEqualTo(ConnectionState.DOWN);
        factory.isUnreachable = false;
        scene.pass(Duration.ofMinutes(1));
        assertThat(other.state()).isEqualTo(ConnectionState.UP);
        scene.run(other::close);
    }

    @Test
    void aResourceWithoutACheckStaysWhileSomeUsesSucceed() {
        Unchecked factory = new Unchecked();
        SupervisedConnection<String> other = other(factory);
        for (int i = 0; i < 50; i++) {
            failFor(other, Duration.ofMillis(500));
            scene.run(() -> other.run(resource -> {}));
        }
        assertThat(factory.opened).isOne();
        scene.run(other::close);
    }

    @Test
    void aResourceThatPassesItsCheckStaysWhenAllItsUsesFail() {
        Unchecked factory = new Unchecked() {

            @Override
            public boolean isAlive(String resource) {
                return true;
            }
        };
        SupervisedConnection<String> other = other(factory);
        failFor(other, CHECK_INTERVAL.multipliedBy(2));
        assertThat(factory.opened).isOne();
        scene.run(other::close);
    }

    private SupervisedConnection<String> other(ConnectionFactory<String> factory) {
        SupervisedConnection<String> other = new SupervisedConnection<>(
                new ConnectionName("other"),
                "text",
                factory,
                CredentialsProvider.of(Credentials.none()),
                Scene.SETTINGS,
                scene.runtime);
        scene.runtime.locks.add(other.lock());
        return other;
    }

    private void failFor(SupervisedConnection<String> other, Duration time) {
        for (long i = 0; i < time.toMillis(); i += 100) {
            scene.run(() -> {
                try {
                    other.run(resource -> {
                        throw new IllegalStateException("broken pipe");
                    });
                } catch (RuntimeException ex) {
                    assertThat(ex).isNotNull();
                }
            });
            scene.pass(Duration.ofMillis(100));
        }
    }

    /** A factory of three methods. */
    private static class Unchecked implements ConnectionFactory<String> {

        int opened;

        boolean isUnreachable;

        @Override
        public String connect(Credentials credentials) throws IOException {
            if (isUnreachable) {
                throw new IOException("connection refused");
            }
            return "resource " + opened++;
        }

        @Override
        public boolean isOpen(String resource) {
            return true;
        }

        @Override
        public void close(String resource) {}
    }
}
