package dev.connections.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Directories that vanish soon after the JVM. */
final class TemporaryDirectories {

    private static final Queue<Path> DIRECTORIES = new ConcurrentLinkedQueue<>();

    /** PostgreSQL removes its lock when it has stopped, and who stops it looks for that. Other servers may still write. */
    private static final String REMOVAL =
            """
            sleep 1
            for directory; do
              i=0
              while [ -e "$directory/data/postmaster.pid" ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done
              [ $i -eq 0 ] || sleep 1
              rm -rf "$directory" || { sleep 1; rm -rf "$directory"; }
            done
            """;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryDirectories::deleteAll));
    }

    private TemporaryDirectories() {}

    static void deleteAtExit(Path directory) {
        DIRECTORIES.add(directory);
    }

    /** In a process of its own: the files of hundreds of databases would hold up the end of the JVM for half a minute. */
    private static void deleteAll() {
        List<String> command = Stream.concat(
                        Stream.of("sh", "-c", REMOVAL, "sh"),
                        DIRECTORIES.stream().map(Path::toString))
                .toList();
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException ex) {
            DIRECTORIES.forEach(TemporaryDirectories::delete);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException ex) {
            // A server that was killed may still have removed something. What is left is in a temporary directory.
        }
    }
}
