package dev.connections.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged application as a process of its own, with the beans that were worked out ahead of time. */
@Timeout(120)
class QuickstartAheadOfTimeIT {

    private static final Pattern PORT = Pattern.compile(".*Tomcat started on port (\\d+).*");

    private final List<String> output = new CopyOnWriteArrayList<>();

    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Process application;

    @BeforeEach
    void start() throws IOException {
        application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dspring.aot.enabled=true",
                        "-jar",
                        System.getProperty("quickstart.jar"),
                        "--server.port=0")
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(this::read, "quickstart-output");
        reader.setDaemon(true);
        reader.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        application.destroy();
        if (!application.waitFor(20, TimeUnit.SECONDS)) {
            application.destroyForcibly();
        }
    }

    @Test
    void servesThePetOwnersWithAheadOfTimeProcessing() throws Exception {
        URI uri = URI.create("http://localhost:" + port.get(90, TimeUnit.SECONDS) + "/pet-owners");
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .isEqualTo("[{\"person\":\"mary\",\"pet\":\"dog\"},{\"person\":\"john\",\"pet\":\"cat\"},"
                        + "{\"person\":\"robert\",\"pet\":\"bird\"}]");

        // Unlike Process.destroy(), leaves the output open to be read to its end.
        application.toHandle().destroy();
        end.get(20, TimeUnit.SECONDS);
        assertThat(output)
                .anyMatch(line -> line.contains("Starting AOT-processed QuickstartApplication"))
                .contains("mary has a dog", "john has a cat", "robert has a bird")
                .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
    }

    private void read() {
        try (BufferedReader lines = application.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher matcher = PORT.matcher(line);
                if (matcher.matches()) {
                    port.complete(Integer.valueOf(matcher.group(1)));
                }
            }
            port.completeExceptionally(new IllegalStateException("Ended early: " + String.join("\n", output)));
            end.complete(null);
        } catch (IOException ex) {
            port.completeExceptionally(ex);
            end.completeExceptionally(ex);
        }
    }
}
