package dev.connections.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Directories that vanish with the JVM. */
final class TemporaryDirectories {

    private static final Queue<Path> DIRECTORIES = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> DIRECTORIES.forEach(TemporaryDirectories::delete)));
    }

    private TemporaryDirectories() {}

    static void deleteAtExit(Path directory) {
        DIRECTORIES.add(directory);
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
