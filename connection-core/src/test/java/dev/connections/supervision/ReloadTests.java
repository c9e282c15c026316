package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.supervision.ModelTarget.Mood;
import dev.connections.supervision.Scene.Call;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReloadTests {

    private final Scene scene = new Scene();

    private final SupervisedConnection<ModelTarget.Resource> connection = scene.connection;

    private final ModelTarget other = new ModelTarget(scene.runtime, new Random(2));

    @AfterEach
    void endWell() {
        other.heal();
        scene.close();
        assertThat(other.resources).allMatch(resource -> resource.closed == 1);
    }

    private Call reload() {
        other.force = () -> true;
        return scene.run(() -> connection.reload(other.factory(), other, Scene.SETTINGS));
    }

    @Test
    void swapsTheResourceAndLetsUsesInFlightFinishOnTheOldOne() {
        Call using = scene.callThatHangs();
        assertThat(reload().failure).isNull();
        assertThat(scene.call().served).isSameAs(other.resources.get(0));
        scene.pass(Duration.ofMinutes(1));
        assertThat(using.took).isNull();
        using.got.open = false;
        scene.pass(Duration.ofSeconds(3));
    }

    @Test
    void aBrokenConfigurationKeepsTheOldResourceAndReports() {
        Call first = scene.call();
        other.connecting = Mood.FAILS;
        assertThat(reload().failure)
                .isInstanceOf(ConnectionUnavailableException.class)
                .hasMessageContaining("the target fails");
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.call().served).isSameAs(first.served);
        scene.pass(Duration.ofMinutes(1));
        assertThat(other.logins).as("it is not tried again").isEqualTo(1);
    }

    @Test
    void aConfigurationWhoseTargetDoesNotAnswerIsReportedWithinTheBound() {
        Call first = scene.call();
        other.connecting = Mood.HANGS_WHATEVER_COMES;
        Call reload = reload();
        scene.pass(Scene.SETTINGS.connectTimeout());
        assertThat(reload.failure).isInstanceOf(ConnectionUnavailableException.class);
        assertThat(scene.call().served).isSameAs(first.served);
    }

    @Test
    void mendsAConnectionThatIsDown() {
        scene.target.connecting = Mood.FAILS;
        scene.call();
        scene.pass(Duration.ofSeconds(10));
        assertThat(reload().failure).isNull();
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.call().served).isSameAs(other.resources.get(0));
        assertThat(scene.log()).hasSize(2).last().asString().contains("is open again");
    }

    @Test
    void ofAConnectionThatIsDownCountsEvenIfItFailsAtFirst() {
        scene.target.connecting = Mood.FAILS;
        scene.call();
        other.connecting = Mood.FAILS;
        assertThat(reload().failure).isNotNull();
        other.connecting = Mood.WELL;
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.call().served).isSameAs(other.resources.get(0));
    }

    @Test
    void leavesAConnectionThatWasNeverOpenedAsItIs() {
        assertThat(reload().failure).isNull();
        assertThat(connection.state()).isEqualTo(ConnectionState.NEW);
        assertThat(other.resources).isEmpty();
        assertThat(scene.call().served).isSameAs(other.resources.get(0));
    }

    @Test
    void thatIsCutOffByAResetOrAnEndReturns() {
        scene.call();
        other.connecting = Mood.HANGS;
        Call cutOff = reload();
        scene.pass(Duration.ofSeconds(1));
        scene.run(connection::reset);
        assertThat(cutOff.failure).isInstanceOf(ConnectionUnavailableException.class);
        scene.call();
        Call another = reload();
        scene.run(connection::close);
        scene.pass(Duration.ofSeconds(1));
        assertThat(another.failure).isNotNull();
    }

    @Test
    void thatFailsDoesNotKeepTheOldOneFromBeingRefreshed() {
        scene.call();
        scene.target.changeCredentials(true, true);
        scene.target.connecting = Mood.FAILS;
        scene.pass(Duration.ofSeconds(4));
        assertThat(connection.state()).isEqualTo(ConnectionState.DEGRADED);
        other.connecting = Mood.FAILS;
        assertThat(reload().failure).isNotNull();
        scene.target.connecting = Mood.WELL;
        scene.pass(Scene.SETTINGS.recovery().maxInterval());
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.target.resources).hasSize(2);
    }

    @Test
    void thatCutsOffARefreshAndFailsDoesNotLoseIt() {
        scene.call();
        scene.target.changeCredentials(true, true);
        scene.target.connecting = Mood.HANGS;
        scene.pass(scene.target.pollInterval());
        other.connecting = Mood.FAILS;
        assertThat(reload().failure).isNotNull();
        scene.target.connecting = Mood.WELL;
        scene.settle();
        assertThat(scene.target.resources).hasSize(2);
        assertThat(scene.call().served).isSameAs(scene.target.resources.get(1));
    }

    @Test
    void thatFailsServesThoseWhoCameAfterAResetAndWaited() {
        scene.target.connecting = Mood.HANGS;
        Call before = scene.call();
        scene.run(connection::reset);
        scene.target.connecting = Mood.WELL;
        scene.settle();
        assertThat(before.served).isNotNull();
        other.connecting = Mood.HANGS_WHATEVER_COMES;
        reload();
        scene.pass(Duration.ofSeconds(2));
        Call after = scene.call();
        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTING);
        scene.pass(Duration.ofSeconds(3));
        assertThat(after.served).isNotNull().isNotSameAs(before.served);
    }

    @Test
    void aSuspendedConnectionIsClosedUntilItIsUsedOrOpened() {
        scene.call();
        assertThat(scene.run(connection::suspend).took).isZero();
        assertThat(scene.target.resources.get(0).closed).isEqualTo(1);
        scene.pass(Duration.ofMinutes(10));
        assertThat(connection.state()).isEqualTo(ConnectionState.NEW);
        assertThat(scene.target.resources).hasSize(1);
        scene.run(connection::open);
        assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        scene.run(connection::suspend);
        assertThat(scene.call().served).isSameAs(scene.target.resources.get(2));
    }

    @Test
    void suspendingWaitsForUsesInFlightAndFailsThoseWhoWait() {
        Call using = scene.callThatHangs();
        Call suspending = scene.run(connection::suspend);
        scene.pass(Duration.ofSeconds(5));
        assertThat(suspending.took).isNull();
        scene.target.connecting = Mood.HANGS;
        Call waiting = scene.call();
        Call again = scene.run(connection::suspend);
        assertThat(waiting.failure)
                .isInstanceOf(ConnectionUnavailableException.class)
                .hasMessageContaining("suspended");
        scene.pass(Scene.SETTINGS.closeTimeout());
        assertThat(suspending.took).isEqualTo(Scene.SETTINGS.closeTimeout());
        assertThat(using.took).isNotNull();
        scene.pass(Scene.SETTINGS.closeTimeout());
        assertThat(again.took).isNotNull();
        assertThat(connection.state()).isEqualTo(ConnectionState.NEW);
    }
}
