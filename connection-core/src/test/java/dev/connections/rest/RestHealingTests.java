package dev.connections.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.testing.StablePort;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that goes away, and comes back. */
@Timeout(60)
class RestHealingTests {

    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(30);

    /** Asks until the answer is as it should be. */
    private static void until(RestFixture scene, ConnectionState state) {
        long end = System.nanoTime() + LONGEST_OUTAGE.toNanos();
        while (scene.connection.state() != state) {
            assertThat(System.nanoTime()).as("time for %s", state).isLessThan(end);
            catchThrowable(() -> scene.connection.get("/x").send());
        }
    }

    @Test
    void callsFailAtOnceWhileTheServerIsAwayAndSucceedWhenItIsBack() throws IOException {
        int port = StablePort.next();
        HttpService first = HttpService.onPort(port, call -> HttpAnswer.json("{}"));
        try (RestFixture scene = new RestFixture(RestFixture.settings(first.url()))) {
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
    void aReadRidesOutAConnectionThatIsCut() {
        AtomicInteger cuts = new AtomicInteger();
        try (HttpService service = HttpService.answering(call ->
                        (cuts.getAndIncrement() == 0) ? HttpAnswer.none() : HttpAnswer.json("{\"back\": true}"));
                RestFixture scene = new RestFixture(RestFixture.settings(service.url()))) {
            assertThat(scene.connection.get("/x", String.class)).isEqualTo("{\"back\": true}");
        }
    }

    @Test
    void anAnswerThatIsBeingReadOutlivesAReset() throws IOException {
        byte[] large = new byte[5_000_000];
        try (HttpService service = HttpService.answering(call -> new HttpAnswer(200, java.util.Map.of(), large));
                RestFixture scene = new RestFixture(RestFixture.settings(service.url()))) {
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
