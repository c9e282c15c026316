package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, with a small heap, for one query. */
final class SmallJvm {

    private SmallJvm() {}

    /** What the main class writes, to which database and query are the arguments. */
    static String run(Class<?> mainClass, int heapMegabytes, TestDatabase database, String query)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Of all collectors it needs the least memory for itself.
                        "-XX:+UseSerialGC",
                        "-Xmx" + heapMegabytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        mainClass.getName(),
                        database.jdbcUrl(),
                        database.username(),
                        database.password(),
                        query)
                .directory(new File(System.getProperty("java.io.tmpdir")))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }

    /** In that JVM: the connection to the database. */
    static TestConnection connection(String[] arguments) {
        return new TestConnection(
                new TestDatabase(arguments[0], "", 0, "", arguments[1], arguments[2]), SqlOptions.defaults());
    }

    /** In that JVM: the query. */
    static String query(String[] arguments) {
        return arguments[3];
    }
}
