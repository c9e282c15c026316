package dev.connections.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TcpProxyTests {

    /** How long nothing must come for silence. */
    private static final int SILENCE = 150;

    private static final int PATIENCE = 10_000;

    private EchoServer server;

    private TcpProxy proxy;

    private final List<Socket> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = TcpProxy.to(server.port());
    }

    @AfterEach
    void stopWithoutLeavingAnything() throws Exception {
        proxy.close();
        assertThat(proxy.open()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("tcp-proxy-" + proxy.port()));
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void forwardsBothWaysAndCounts() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "hello")).isEqualTo("hello");
        client.shutdownOutput();
        assertThat(read(client)).isEqualTo(EchoServer.GOODBYE);
        assertThat(read(client)).isEqualTo(EchoServer.END);

        proxy.await(() -> proxy.open() == 0);
        assertThat(proxy.accepted()).isEqualTo(1);
        assertThat(proxy.bytes(Direction.TO_SERVER)).isEqualTo(5);
        assertThat(proxy.bytes(Direction.TO_CLIENT)).isEqualTo(12);
    }

    @Test
    void swallowsUntilHealedAndThenDeliversEverything() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");

        proxy.swallow();
        write(client, "one");
        Socket fresh = connect();
        write(fresh, "two");
        assertSilent(client);
        assertSilent(fresh);
        server.next(PATIENCE);
        assertThat(server.next(SILENCE)).isEqualTo("nothing");

        proxy.heal();
        assertThat(read(client)).isEqualTo("one");
        assertThat(read(fresh)).isEqualTo("two");
    }

    @Test
    void swallowsOneWayOnly() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");
        server.next(PATIENCE);

        proxy.swallow(Direction.TO_CLIENT);
        write(client, "heard");
        assertThat(server.next(PATIENCE)).isEqualTo("heard");
        assertSilent(client);

        proxy.heal();
        assertThat(read(client)).isEqualTo("heard");
    }

    @Test
    void theEndOfAConnectionIsHeldUpLikeAnyPacket() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");
        server.next(PATIENCE);

        proxy.swallow();
        client.close();
        assertThat(server.next(SILENCE)).isEqualTo("nothing");
        assertThat(proxy.open()).isEqualTo(1);

        proxy.heal();
        assertThat(server.next(PATIENCE)).isEqualTo(EchoServer.END);
        proxy.await(() -> proxy.open() == 0);
    }

    @Test
    void delaysEachWay() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");

        proxy.delay(Duration.ofMillis(100));
        long start = System.nanoTime();
        assertThat(echo(client, "late")).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void healingEndsADelayInProgress() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");
        proxy.delay(Duration.ofHours(1));
        write(client, "late");
        assertSilent(client);
        proxy.heal();
        assertThat(read(client)).isEqualTo("late");
    }

    @Test
    void resetsBothSides() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");
        server.next(PATIENCE);

        assertThat(proxy.reset()).isEqualTo(1);

        assertThatExceptionOfType(SocketException.class).isThrownBy(() -> read(client));
        assertThat(server.next(PATIENCE)).isEqualTo(EchoServer.FAILURE);
        assertThat(proxy.open()).isZero();
        assertThat(echo(connect(), "after")).isEqualTo("after");
    }

    @Test
    void losesTheServerWithoutTellingTheClient() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");
        server.next(PATIENCE);

        assertThat(proxy.loseServer()).isEqualTo(1);

        assertThat(server.next(PATIENCE)).isEqualTo(EchoServer.END);
        assertThatNoException().isThrownBy(() -> write(client, "anybody there?"));
        assertSilent(client);
        assertThat(proxy.open()).isEqualTo(1);
        assertThat(echo(connect(), "after")).isEqualTo("after");
        client.close();
        proxy.await(() -> proxy.open() == 1);
    }

    @Test
    void closesTheWayToTheClientOnly() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");
        server.next(PATIENCE);

        proxy.shutdown(Direction.TO_CLIENT);

        assertThat(read(client)).isEqualTo(EchoServer.END);
        write(client, "still heard");
        assertThat(server.next(PATIENCE)).isEqualTo("still heard");
        write(client, "and again");
        assertThat(server.next(PATIENCE)).isEqualTo("and again");
    }

    @Test
    void closesTheWayToTheServerOnly() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");

        proxy.shutdown(Direction.TO_SERVER);

        assertThat(read(client)).isEqualTo(EchoServer.GOODBYE);
    }

    @Test
    void refusesNewConnectionsAndListensAgainOnTheSamePort() throws Exception {
        Socket client = connect();
        assertThat(echo(client, "before")).isEqualTo("before");

        proxy.newConnections(NewConnections.REFUSED);
        assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
        assertThat(echo(client, "present ones go on")).isEqualTo("present ones go on");

        proxy.heal();
        assertThat(echo(connect(), "after")).isEqualTo("after");
    }

    @Test
    void acceptsAndIsSilent() throws Exception {
        proxy.newConnections(NewConnections.SILENT);
        Socket client = connect();
        write(client, "hello");
        assertSilent(client);
        assertThat(server.next(SILENCE)).isEqualTo("nothing");

        proxy.heal();
        assertThat(read(client)).isEqualTo("hello");
    }

    @Test
    void leavesNewConnectionsUnanswered() throws Exception {
        proxy.newConnections(NewConnections.UNANSWERED);
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connect(SILENCE));

        proxy.heal();
        assertThat(echo(connect(), "after")).isEqualTo("after");
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "CLOSED"})
    void endsNewConnectionsAtOnce(NewConnections how) throws Exception {
        proxy.newConnections(how);
        if (how == NewConnections.CLOSED) {
            assertThat(read(connect())).isEqualTo(EchoServer.END);
        } else {
            assertThatExceptionOfType(SocketException.class).isThrownBy(() -> read(connect()));
        }
        proxy.heal();
        assertThat(echo(connect(), "after")).isEqualTo("after");
    }

    @ParameterizedTest
    @EnumSource
    void goesFromAnyFaultToAnyOther(NewConnections first) throws Exception {
        for (NewConnections second : NewConnections.values()) {
            proxy.newConnections(first);
            proxy.newConnections(second);
            proxy.heal();
            assertThat(echo(connect(), "after")).isEqualTo("after");
        }
    }

    @Test
    void resetsClientsWhileTheServerIsDown() throws Exception {
        server.close();
        assertThatExceptionOfType(SocketException.class).isThrownBy(() -> read(connect()));

        try (EchoServer back = new EchoServer(server.port())) {
            assertThat(back.port()).isEqualTo(server.port());
            assertThat(echo(connect(), "after")).isEqualTo("after");
        }
    }

    @Test
    void managesAHundredConnections() throws Exception {
        for (int i = 0; i < 100; i++) {
            write(connect(), "client " + i);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(read(clients.get(i))).isEqualTo("client " + i);
        }
        assertThat(proxy.open()).isEqualTo(100);
        proxy.swallow();
        assertThat(proxy.reset()).isEqualTo(100);
        proxy.await(() -> proxy.open() == 0);
    }

    private Socket connect() throws IOException {
        return connect(PATIENCE);
    }

    private Socket connect(int atMostMillis) throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), atMostMillis);
        client.setSoTimeout(PATIENCE);
        return client;
    }

    private static String echo(Socket client, String text) throws IOException {
        write(client, text);
        return read(client);
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket client) throws IOException {
        byte[] buffer = new byte[1024];
        int read = client.getInputStream().read(buffer);
        return (read < 0) ? EchoServer.END : new String(buffer, 0, read, StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(SILENCE);
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> read(client));
        client.setSoTimeout(PATIENCE);
    }
}
