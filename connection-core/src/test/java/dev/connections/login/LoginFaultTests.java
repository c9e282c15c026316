package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionState;
import dev.connections.cache.CacheSettings;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resilience.SupervisionSettings.Recovery;
import dev.connections.testing.FixedLogins;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartablePostgres;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.TestDatabases;
import dev.connections.testing.faults.Direction;
import dev.connections.testing.faults.NewConnections;
import dev.connections.testing.faults.TcpProxy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A login whose connection broke has ended, within the bounds that the documentation states, and never comes back by itself. */
@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginFaultTests {

    /** A call that the server does not answer, {@code socket-timeout}. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** How often a connection that nobody uses is checked, {@code recovery.check-interval}, and how long that may take. */
    private static final Duration CHECK = Duration.ofSeconds(1);

    private static final Duration NOTICED = CHECK.multipliedBy(2);

    /** How long a login may take, {@code connect-timeout}: time for the first one of a JVM on a busy machine. */
    private static final Duration LOGIN = Duration.ofSeconds(4);

    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final String LONG_QUERY = "select cast(pg_sleep(60) as text)";

    private static RestartablePostgres server;

    private final TcpProxy network = TcpProxy.to(server.port());

    private SqlLogins scene;

    private FixedLogins alice;

    @BeforeAll
    static void startServer() {
        server = RestartablePostgres.create();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        scene = new SqlLogins(
                server.databaseAt(network.port()).jdbcUrl(),
                LoginSettings.defaults(),
                CacheSettings.defaults(),
                SqlLogins.settings(SILENCE),
                SupervisionSettings.defaults()
                        .withTimeouts(LOGIN, Duration.ofSeconds(1))
                        .withRecovery(new Recovery(
                                Duration.ZERO,
                                Duration.ofMillis(100),
                                Duration.ZERO,
                                1.5,
                                Duration.ofSeconds(5),
                                CHECK,
                                CHECK)));
        alice = scene.logIn(RestartableServer.USER, TestDatabases.PASSWORD);
        assertThat(scene.read(alice, "select 'rex'")).isEqualTo("rex");
        assertThat(network.accepted()).isEqualTo(1);
    }

    @AfterEach
    void close() {
        network.heal();
        scene.close();
        network.close();
    }

    @Test
    void theNextReadAfterABackendWasTerminatedAsksForALogin() {
        assertThat(server.terminateAll(RestartableServer.USER)).isEqualTo(1);
        assertThatThrownBy(() -> scene.read(alice, "select 1")).isInstanceOf(LoginRequiredException.class);
        assertNeverOpenedAgain();
    }

    @Test
    void theNextCallOfSpringsClientAfterABackendWasTerminatedAsksForALogin() throws Exception {
        JdbcClient jdbc = scene.warehouse.jdbcClient();
        Callable<Integer> reading =
                () -> jdbc.sql("select 1").query(Integer.class).single();
        assertThat(alice.call(reading)).isEqualTo(1);
        server.terminateAll(RestartableServer.USER);
        Throwable first = catchThrowable(() -> alice.call(reading));
        assertThat(first).isNotNull();
        assertThatThrownBy(() -> alice.call(reading)).isInstanceOf(LoginRequiredException.class);
        assertNeverOpenedAgain();
    }

    @Test
    void aLoginWhoseBackendIsTerminatedWhileNobodyUsesItEnds() {
        server.terminateAll(RestartableServer.USER);
        long began = System.nanoTime();
        LoginScene.until(() -> scene.logins.state() == ConnectionState.NEW);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(NOTICED.plus(TOLERANCE));
        assertNeverOpenedAgain();
    }

    @Test
    void aTransactionInWhichItBreaksFailsAndTheNextAsksForALogin() {
        assertThatThrownBy(() -> alice.call(() -> {
                    scene.warehouse.transaction(tx -> {
                        server.terminateAll(RestartableServer.USER);
                        tx.query("select 1");
                    });
                    return null;
                }))
                .isNotNull();
        assertThatThrownBy(() -> scene.read(alice, "select 1")).isInstanceOf(LoginRequiredException.class);
        assertNeverOpenedAgain();
    }

    @Test
    void afterARestartOfTheServerEveryoneLogsInAgain() throws Exception {
        server.kill();
        server.start();
        assertThatThrownBy(() -> scene.read(alice, "select 1")).isInstanceOf(LoginRequiredException.class);
        assertNeverOpenedAgain();
        FixedLogins again = scene.logIn(RestartableServer.USER, TestDatabases.PASSWORD);
        assertThat(scene.read(again, "select 1")).isEqualTo("1");
        assertThat(network.accepted()).isEqualTo(2);
    }

    @Test
    void aCallIntoTheSilenceEndsInTimeAndTheLoginWithIt() {
        network.swallow();
        long began = System.nanoTime();
        assertThatThrownBy(() -> scene.read(alice, "select 1")).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SILENCE.plus(TOLERANCE));
        assertThatThrownBy(() -> scene.read(alice, "select 1")).isInstanceOf(LoginRequiredException.class);
        assertNeverOpenedAgain();
    }

    @Test
    void aCallThatIsUnderWayWhenItGetsSilentEndsInTime() throws Exception {
        Future<String> reading = longQuery();
        network.swallow();
        long began = System.nanoTime();
        assertThatThrownBy(() -> reading.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SILENCE.plus(TOLERANCE));
        // the server knows nothing of it, and goes on
        server.terminateAll(RestartableServer.USER);
        assertNeverOpenedAgain();
    }

    @Test
    void silenceThatNobodyHearsEndsTheLogin() {
        network.swallow();
        long began = System.nanoTime();
        LoginScene.until(() -> scene.logins.state() == ConnectionState.NEW);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(NOTICED.plus(TOLERANCE));
        assertNeverOpenedAgain();
    }

    @Test
    void whatStillRunsAfterALogoutIsCancelledAtTheServer() throws Exception {
        Future<String> hanging = longQuery();
        scene.logins.close(alice.id());
        assertThatThrownBy(() -> hanging.get(10, TimeUnit.SECONDS)).isNotNull();
        LoginScene.until(() -> server.sessions(RestartableServer.USER) == 0);
        assertThatThrownBy(() -> scene.read(alice, "select 1")).isInstanceOf(LoginRequiredException.class);
        // the second is that of the request to cancel, which the server does not count
        assertThat(network.accepted()).isEqualTo(2);
    }

    @Test
    void whoAsksWhetherItIsThereLearnsOfItAtOnce() {
        server.terminateAll(RestartableServer.USER);
        // unless it has answered lately
        LoginScene.until(() -> !scene.isOpen(alice));
        assertNeverOpenedAgain();
    }

    @Test
    void nobodyIsKeptWhileTheServerIsGone() {
        network.newConnections(NewConnections.REFUSED);
        assertThat(attempt()).isEqualTo(LoginFailure.UNREACHABLE);
    }

    @Test
    void nobodyIsKeptLongWhileTheServerDoesNotAnswer() {
        network.newConnections(NewConnections.SILENT);
        long began = System.nanoTime();
        assertThat(attempt()).isEqualTo(LoginFailure.TIMED_OUT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LOGIN.plus(TOLERANCE));
    }

    /** Returns as soon as the server has got the statement. */
    private Future<String> longQuery() throws InterruptedException {
        long sent = network.bytes(Direction.TO_SERVER);
        FutureTask<String> query = new FutureTask<>(() -> scene.read(alice, LONG_QUERY));
        new Thread(query, "long-query").start();
        network.await(() -> network.bytes(Direction.TO_SERVER) > sent + LONG_QUERY.length());
        return query;
    }

    private LoginFailure attempt() {
        try {
            scene.logIn(RestartableServer.USER, TestDatabases.PASSWORD);
            return null;
        } catch (LoginFailedException ex) {
            return ex.failure();
        }
    }

    private void assertNeverOpenedAgain() {
        network.heal();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> scene.read(alice, "select 1")).isInstanceOf(LoginRequiredException.class);
        }
        assertThat(scene.isOpen(alice)).isFalse();
        LoginScene.until(() -> server.sessions(RestartableServer.USER) == 0);
        assertThat(network.accepted()).isEqualTo(1);
    }
}
