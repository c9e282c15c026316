package dev.connections.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@RequiresServer
@ParameterizedClass
@MethodSource("servers")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestartableServerTests {

    private static final RestartableServer POSTGRES = RestartablePostgres.create();

    private static final RestartableServer MARIADB = RestartableMariaDb.create();

    @Parameter
    private RestartableServer server;

    static Stream<RestartableServer> servers() {
        return Stream.of(POSTGRES, MARIADB);
    }

    @AfterAll
    static void close() {
        servers().forEach(RestartableServer::close);
    }

    @Test
    void comesBackOnTheSamePortWithItsData() throws SQLException {
        server.database().execute("create table pets (name varchar(20))", "insert into pets values ('rex')");
        try (Connection before = server.database().connect()) {
            server.kill();

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> one(before, "select 1"));
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> server.database().connect());
        }
        server.start();
        try (Connection after = server.database().connect()) {
            assertThat(one(after, "select count(*) from pets")).isEqualTo("1");
        }
    }

    @Test
    void acceptsConnectionsAsSoonAsItHasStarted() throws SQLException {
        for (int i = 0; i < 3; i++) {
            server.kill();
            server.start();
            assertThat(server.startTime()).isPositive();
            server.database().execute("select 1");
        }
    }

    @Test
    void endsIdleSessionsOfAUser() throws SQLException {
        try (Connection idle = server.database().connect();
                Connection other = server.maintenance().connect()) {
            assertThat(one(idle, "select 1")).isEqualTo("1");
            // those of other tests end a moment after they were closed, and MariaDB's are idle a moment after they have
            // answered
            until(() -> server.sessions(RestartableServer.USER) == 1);
            until(() -> server.terminateIdle(RestartableServer.USER) == 1);

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> one(idle, "select 1"));
            assertThat(one(other, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void changesAPassword() throws SQLException {
        server.createUser("changing", "first");
        try (Connection session = connect("changing", "first")) {
            server.changePassword("changing", "second");

            assertThat(one(session, "select 1")).isEqualTo("1");
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connect("changing", "first"));
            connect("changing", "second").close();
        }
    }

    @Test
    void revokesAUser() throws SQLException {
        server.createUser("leaving", "secret");
        try (Connection session = connect("leaving", "secret")) {
            assertThat(one(session, "select 1")).isEqualTo("1");
            server.revoke("leaving");

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> one(session, "select 1"));
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connect("leaving", "secret"));
        }
    }

    @Test
    void freezesAndThaws() throws Exception {
        try (Connection session = server.database().connect();
                Socket client = new Socket()) {
            server.freeze();
            try {
                client.setSoTimeout(200);
                client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 1_000);
                assertThatExceptionOfType(SocketTimeoutException.class)
                        .isThrownBy(() -> client.getInputStream().read());
            } finally {
                server.thaw();
            }
            assertThat(one(session, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void freezesAlthoughSessionsBeginAndEnd() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread clients = new Thread(() -> {
            while (!done.get()) {
                try {
                    server.database().connect().close();
                } catch (SQLException ex) {
                    // frozen for too long
                }
            }
        });
        clients.start();
        try {
            for (int i = 0; i < 10; i++) {
                server.freeze();
                server.thaw();
            }
        } finally {
            done.set(true);
            clients.join();
        }
        try (Connection session = server.database().connect()) {
            assertThat(one(session, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void cannotBeStartedTwice() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(server::start);
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(server.database().jdbcUrl(), user, password);
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
