package dev.connections.samples.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a process of its own, with the repositories that were generated ahead of time. */
class RepositoriesAheadOfTimeIT {

    @TempDir
    Path directory;

    @Test
    void findsWhatEachDatabaseHoldsWithAheadOfTimeProcessing() throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dspring.aot.enabled=true",
                        "-jar",
                        System.getProperty("repositories.jar"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = application.waitFor(90, TimeUnit.SECONDS);
        application.destroyForcibly();
        assertThat(Files.readString(output))
                .contains("Starting AOT-processed RepositoriesApplication")
                .contains("mary has a dog", "bought: 50% bone on 2026-11-21")
                .doesNotContain(" WARN ", " ERROR ");
        assertThat(ended).isTrue();
        assertThat(application.exitValue()).isZero();
    }
}
