package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.CredentialsRefusedException;
import dev.connections.supervision.ModelTarget.Mood;
import dev.connections.supervision.Scene.Call;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.runtime.ManualRuntime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(30)
class OutageTests {

    private final Scene scene = new Scene();

    private final ModelTarget target = scene.target;

    private final SupervisedConnection<?> connection = scene.connection;

    @AfterEach
    void endWell() {
        scene.close();
    }

    private void breakConnection(Mood connecting) {
        assertThat(scene.call().served).isNotNull();
        target.breakAll();
        target.connecting = connecting;
    }

    @Test
    void aCallerRidesOutAnOutageThatIsShorterThanTheBudget() {
        breakConnection(Mood.FAILS);
        Call call = scene.call();
        scene.pass(Duration.ofMillis(1850));
        assertThat(call.took).isNull();
        target.connecting = Mood.WELL;
        scene.pass(Duration.ofMillis(60));
        assertThat(call.served).isNotNull();
        assertThat(call.took).isLessThanOrEqualTo(Scene.RIDE_OUT);
    }

    @Test
    void logLinesOfAnOutageBearTheNameOfTheConnection() {
        breakConnection(Mood.FAILS);
        scene.call();
        scene.pass(Scene.RIDE_OUT);
        target.connecting = Mood.WELL;
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getMDCPropertyMap()).containsEntry("connection", "pet-db"));
        assertThat(MDC.get("connection")).isNull();
    }

    @Test
    void theHistoryTellsStatesAndFailures() {
        breakConnection(Mood.FAILS);
        scene.call();
        scene.pass(Scene.RIDE_OUT);
        target.connecting = Mood.WELL;
        scene.pass(Duration.ofMinutes(1));
        assertThat(connection.history().changes())
                .extracting(ConnectionHistory.Change::state)
                .startsWith(ConnectionState.CONNECTING, ConnectionState.UP)
                .contains(ConnectionState.DOWN)
                .endsWith(ConnectionState.UP);
        assertThat(connection.history().failures())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(50)
                .allSatisfy(failure -> assertThat(failure.reason()).isNull());
    }

    @Test
    void theCircuitOpensWhenTheBudgetIsSpentAndCallersFailAtOnceThen() {
        breakConnection(Mood.FAILS);
        Call waiting = scene.call();
        scene.pass(Scene.RIDE_OUT);
        assertThat(waiting.failure).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(waiting.took).isEqualTo(Scene.RIDE_OUT);
        assertThat(connection.status().circuitOpen()).isTrue();
        assertThat(scene.call().failure).isInstanceOfSatisfying(ConnectionUnavailableException.class, ex -> {
            assertThat(ex.connectionName()).isEqualTo("pet-db");
            assertThat(ex.since()).isEqualTo(ManualRuntime.START);
            assertThat(ex.nextAttempt())
                    .isEqualTo(connection.status().nextAttempt())
                    .isAfter(scene.runtime.time());
            assertThat(ex).hasMessageContaining("the target fails").hasRootCauseMessage("the target fails");
        });
        assertThat(connection.statistics().rejectedCalls())
                .as("calls that failed without waiting")
                .isEqualTo(1);
    }

    @Test
    void whileTheCircuitIsOpenCallersFailAtOnceAlsoDuringAnAttemptThatHangs() {
        breakConnection(Mood.FAILS);
        Call waiting = scene.call();
        scene.pass(Scene.RIDE_OUT);
        assertThat(waiting.failure).isNotNull();
        target.connecting = Mood.HANGS;
        scene.pass(Duration.ofMillis(200));
        Call call = scene.call();
        assertThat(call.failure).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(call.took).isZero();
    }

    /** The target is back, but with another password. */
    @Test
    void callersLearnOfARefusalDuringAnAttemptWhileTheCircuitIsOpen() {
        breakConnection(Mood.FAILS);
        Call waiting = scene.call();
        scene.pass(Scene.RIDE_OUT);
        assertThat(waiting.failure).isInstanceOf(ConnectionUnavailableException.class);
        target.connecting = Mood.WELL;
        target.refuse();
        scene.pass(Duration.ofSeconds(10));
        assertThat(connection.state()).isEqualTo(ConnectionState.REFUSED);
        target.providing = Mood.HANGS;
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.call().failure).isInstanceOf(CredentialsRefusedException.class);
        assertThat(scene.call().failure).isInstanceOf(CredentialsRefusedException.class);
    }

    @Test
    void whoWaitsForATargetThatNeverAnswersIsFreedWithinTheBound() {
        target.connecting = Mood.HANGS_WHATEVER_COMES;
        Call call = scene.call();
        scene.pass(Scene.SETTINGS.connectTimeout());
        assertThat(call.failure).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(((ConnectionUnavailableException) call.failure).since()).isEqualTo(ManualRuntime.START);
    }

    @Test
    void aFailureThatDoesNotPassOpensTheCircuitAtOnce() {
        target.connecting = Mood.FAILS_FOR_GOOD;
        Call call = scene.call();
        assertThat(call.failure).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(call.took).isZero();
        assertThat(connection.status().circuitOpen()).isTrue();
    }

    @Test
    void theConnectionComesBackWithoutAnyCaller() {
        breakConnection(Mood.FAILS);
        scene.call();
        scene.pass(Duration.ofMinutes(1));
        target.connecting = Mood.WELL;
        scene.pass(Duration.ofMillis(250));
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(connection.status().circuitOpen()).isFalse();
        assertThat(scene.call().served).isNotNull();
    }

    @Test
    void logsOnceThatItIsDownAndOnceThatItIsBackWithHowManyWaitedAndFailed() {
        breakConnection(Mood.FAILS);
        List<Call> waiting = Stream.generate(scene::call).limit(3).toList();
        scene.pass(Duration.ofSeconds(3));
        assertThat(waiting).allMatch(call -> call.failure != null);
        Stream.generate(scene::call).limit(5).forEach(call -> assertThat(call.failure)
                .isNotNull());
        scene.pass(Duration.ofSeconds(27));
        target.connecting = Mood.WELL;
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.log())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("WARN Connection 'pet-db' is down since " + ManualRuntime.START)
                                .endsWith("the target fails"),
                        line -> assertThat(line)
                                .matches("INFO Connection 'pet-db' is open again after 30(\\.\\d+)? s; "
                                        + "3 calls waited, 8 failed"));
    }

    @Test
    void aResetOfAConnectionThatIsDownTriesAtOnceAndIsNoNewOutage() {
        breakConnection(Mood.FAILS);
        scene.call();
        scene.pass(Duration.ofSeconds(30));
        target.connecting = Mood.WELL;
        scene.run(connection::reset);
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.log()).hasSize(2).last().asString().contains("is open again after 30 s");
    }

    @Test
    void aThreadThatCannotBeStartedIsAFailedAttemptLikeOthers() {
        assertThat(scene.call().served).isNotNull();
        scene.runtime.unstartable = 100;
        target.breakAll();
        Call call = scene.call();
        scene.pass(Duration.ofSeconds(1));
        assertThat(call.took).isNull();
        assertThat(connection.state()).isEqualTo(ConnectionState.DOWN);
        scene.runtime.unstartable = 0;
        scene.pass(Duration.ofMillis(110));
        assertThat(call.served).isNotNull();
        scene.pass(Duration.ofSeconds(2));
        assertThat(target.resources.get(0).closed).isEqualTo(1);
    }

    @Test
    void resourcesThatDoNotLastAreOpenedAnewWithPauses() {
        scene.call();
        for (int i = 0; i < 20; i++) {
            target.breakAll();
            scene.call();
        }
        assertThat(connection.statistics().openings()).isLessThanOrEqualTo(4);
    }

    @Test
    void attemptsThatHangForEverDoNotUseUpTheThreads() {
        breakConnection(Mood.HANGS_WHATEVER_COMES);
        scene.call();
        scene.pass(Duration.ofHours(1));
        assertThat(scene.runtime.unfinished().size()).isBetween(24, 120);
    }

    @Test
    void aRideOutLongerThanTheConnectTimeoutCounts() {
        SupervisionSettings patient = Scene.SETTINGS.withRecovery(new SupervisionSettings.Recovery(
                Duration.ofSeconds(8),
                Duration.ofMillis(100),
                Duration.ZERO,
                1.5,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1)));
        assertThat(scene.call().served).isNotNull();
        scene.run(() -> scene.connection.reload(target.factory(), target, patient));
        breakConnection(Mood.FAILS);
        Call call = scene.call();
        scene.pass(Duration.ofSeconds(7));
        assertThat(call.took).isNull();
        target.connecting = Mood.WELL;
        scene.pass(Duration.ofSeconds(1));
        assertThat(call.served).isNotNull();
    }
}
