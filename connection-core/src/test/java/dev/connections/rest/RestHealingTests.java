package dev.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that goes away, and comes back. */
@Timeout(60)
class RestHealingTests {

    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(30);

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks until the answer is as it should be. */
    private static void until(RestScene scene, ConnectionState state) {
        long end = System.nanoTime() + LONGEST_OUTAGE.toNanos();
        while (scene.connection.state() != state) {
            assertThat(System.nanoTime()).as("time for %s", state).isLessThan(end);
            catchThrowable(() -> scene.connection.get("/x").send());
        }
    }

    @Test
    void callsFailAtOnceWhileTheServerIsAwayAndSucceedWhenItIsBack() throws IOException {
        int port = freePort();
        HttpService first = HttpService.onPort(port, call -> HttpAnswer.json("{}"));
        try (RestScene scene = new RestScene(RestScene.settings(first.url()))) {
            scene.connection.get("/x").send();
            assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);

            first.close();
            until(scene, ConnectionState.DOWN);
            assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(() -> {
                        while (true) {
                            catchThrowable(() -> scene.connection.get("/x").send());
                            scene.connection.post("/x").send();
                        }
                    })
                    .withMessageContaining("'weather'");

            try (HttpService second = HttpService.onPort(port, call -> HttpAnswer.json("{}"))) {
                until(scene, ConnectionState.UP);
                scene.connection.get("/x").send();
                assertThat(second.calls()).isNotEmpty();
            }
        }
    }

    @Test
    void aReadRidesOutARestart() throws Exception {
        int port = freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        CountDownLatch asked = new CountDownLatch(1);
        HttpService first = HttpService.onPort(port, call -> {
            asked.countDown();
            return HttpAnswer.none();
        });
        try (RestScene scene = new RestScene(RestScene.settings(url))) {
            Thread restarts = new Thread(() -> {
                try {
                    asked.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
                first.answer(call -> HttpAnswer.json("{\"back\": true}"));
            });
            restarts.start();

            assertThat(scene.connection.get("/x", String.class)).isEqualTo("{\"back\": true}");
            restarts.join();
        } finally {
            first.close();
        }
    }

    @Test
    void anAnswerThatIsBeingReadOutlivesAReset() throws IOException {
        byte[] large = new byte[5_000_000];
        try (HttpService service = HttpService.answering(call -> new HttpAnswer(200, java.util.Map.of(), large));
                RestScene scene = new RestScene(RestScene.settings(service.url()))) {
            byte[] read = scene.connection.restClient().get().uri("/x").exchange((request, response) -> {
                response.getBody().read();
                scene.connection.reset();
                scene.connection.get("/y").send();
                return response.getBody().readAllBytes();
            });

            assertThat(read).hasSize(large.length - 1);
            assertThat(scene.supervised.statistics().openings()).isEqualTo(2);
        }
    }
}
