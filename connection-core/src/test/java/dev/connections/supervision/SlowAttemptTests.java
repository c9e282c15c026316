package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.supervision.ModelTarget.Mood;
import dev.connections.supervision.Scene.Call;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that take long are not failed attempts. */
@Timeout(30)
class SlowAttemptTests {

    private final Scene scene = new Scene();

    @AfterEach
    void endWell() {
        scene.close();
    }

    @Test
    void anAttemptOfAnOutageRunsUntilItsOwnTimeout() {
        scene.call();
        scene.target.breakAll();
        scene.target.delay = Duration.ofMillis(4900);
        Call call = scene.call();
        scene.pass(Duration.ofMillis(4800));
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.CONNECTING);
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(call.served).isNotNull();
        assertThat(scene.connection.statistics().failedAttempts()).isZero();
    }

    @Test
    void whileOneIsSilentAnotherStartsBesideItAndTheFirstToSucceedWins() {
        scene.call();
        scene.target.breakAll();
        scene.target.connecting = Mood.HANGS_WHATEVER_COMES;
        scene.call();
        scene.pass(Duration.ofMillis(700));
        assertThat(scene.target.logins).as("first opening, and one attempt").isEqualTo(2);
        scene.pass(Duration.ofMillis(150));
        assertThat(scene.target.logins).isEqualTo(3);
        scene.target.connecting = Mood.WELL;
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.connection.statistics().openings()).isEqualTo(2);
        assertThat(scene.target.resources)
                .as("resources that are not closed")
                .filteredOn(resource -> resource.closed == 0)
                .containsExactly(scene.call().served);
    }

    @Test
    void aSilentTargetHasFewAttemptsAtATimeAndFewerTheLongerItIsSilent() {
        scene.call();
        scene.target.breakAll();
        scene.target.connecting = Mood.HANGS;
        scene.call();
        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.runtime.unfinished()).hasSizeBetween(2, 8);
        scene.pass(Duration.ofMinutes(10));
        assertThat(scene.runtime.unfinished()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aCheckWithoutAResultIsNoEvidence() {
        scene.call();
        Call using = scene.callThatHangs();
        scene.target.answering = Mood.IS_SLOW;
        scene.pass(Duration.ofMinutes(2));
        assertThat(using.took).isNull();
        assertThat(scene.connection.status().checkedAt())
                .isBefore(scene.runtime.time().minusSeconds(100));
        scene.target.answering = Mood.FAILS;
        scene.pass(Duration.ofSeconds(3));
        assertThat(using.took).as("a failure is evidence").isNotNull();
    }

    @Test
    void preparingTheFactoryIsNotHeldAgainstTheTimeouts() {
        scene.target.preparation = Duration.ofSeconds(20);
        Call call = scene.call();
        scene.pass(Duration.ofMillis(20_100));
        assertThat(call.served).isNotNull();
        assertThat(scene.connection.statistics().failedAttempts()).isZero();
        assertThat(scene.connection.statistics().openingTime()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void afterItsPreparationTheTargetHasTheWholeTimeout() {
        scene.target.preparation = Duration.ofSeconds(20);
        scene.target.connecting = Mood.HANGS;
        Call call = scene.call();
        scene.pass(Duration.ofMillis(24_900));
        assertThat(call.took).isNull();
        scene.pass(Duration.ofMillis(200));
        assertThat(call.failure).hasMessageContaining("no answer within 5 s");
    }

    @Test
    void callersOfATargetThatWasFoundSilentWaitNoLongerThanTheyRideOut() {
        scene.call();
        Call using = scene.callThatHangs();
        scene.target.answering = Mood.HANGS;
        scene.target.connecting = Mood.HANGS;
        while (using.took == null) {
            scene.pass(Duration.ofMillis(10));
        }
        Call call = scene.call();
        scene.pass(Scene.RIDE_OUT.minusMillis(50));
        assertThat(call.took).isNull();
        scene.pass(Duration.ofMillis(100));
        assertThat(call.failure).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(scene.call().took).isEqualTo(Duration.ZERO);
    }

    @Test
    void callersOfATargetThatBreaksEachConnectionAreServedByTheNext() {
        scene.call();
        for (int i = 0; i < 500; i++) {
            scene.target.breakAll();
            Call call = scene.call();
            scene.pass(Scene.RIDE_OUT);
            assertThat(call.served).as("call %s", i).isNotNull();
        }
    }

    @Test
    void aTargetThatKeepsBreakingConnectionsIsOpenedLessOftenInTime() {
        scene.call();
        Instant begun = scene.runtime.time();
        while (scene.runtime.time().isBefore(begun.plus(Duration.ofMinutes(3)))) {
            scene.target.breakAll();
            scene.call();
            scene.pass(Duration.ofMillis(10));
        }
        int logins = scene.target.logins;
        for (int i = 0; i < 1000; i++) {
            scene.target.breakAll();
            scene.call();
            scene.pass(Duration.ofMillis(10));
        }
        assertThat(scene.target.logins - logins).as("logins in 10 s").isBetween(9, 15);
    }
}
