package dev.connections.testing.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Stages as directories: temporary ones belong to a session, the others to the account. Safe for use by several threads. */
final class Stages {

    private final Path root;

    /** Which session a temporary one belongs to; 0 for all. */
    private final Map<String, Long> owners = new ConcurrentHashMap<>();

    Stages() {
        try {
            root = Files.createTempDirectory("snowflake-stages");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    void create(String name, @Nullable Session owner) {
        owners.put(key(name), (owner == null) ? 0 : owner.id());
    }

    void drop(String name) {
        forget(key(name));
    }

    private void forget(String key) {
        owners.remove(key);
        delete(root.resolve(key));
    }

    /** The temporary ones of a session end with it. */
    void end(Session session) {
        List.copyOf(owners.keySet()).stream()
                .filter(key -> owners.get(key) == session.id())
                .forEach(this::forget);
    }

    /** The directory, or file, of a reference such as {@code @stage/folder}; {@code null} if there is no such stage. */
    @Nullable
    Path resolve(String reference, Session session) {
        String bare = reference.replaceFirst("^@", "");
        int slash = bare.indexOf('/');
        String name = (slash < 0) ? bare : bare.substring(0, slash);
        String path = (slash < 0) ? "" : bare.substring(slash + 1);
        String key = name.equals("~") ? "user-" + session.user() : key(name);
        Long owner = owners.get(key);
        boolean known =
                name.equals("~") || name.contains("%") || (owner != null && (owner == 0 || owner == session.id()));
        return known ? root.resolve(key).resolve(path) : null;
    }

    /** Of its name the last part counts: there is one schema. */
    private static String key(String name) {
        String last = name.replaceFirst("^.*\\.(?=[^.]+$)", "");
        return last.startsWith("\"") ? last.replace("\"", "") : last.toUpperCase(Locale.ROOT);
    }

    /** The files below a directory, or beginning with its name, in order. */
    static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return Files.exists(place) ? List.of(place) : List.of();
        }
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static void delete(Path place) {
        try {
            FileSystemUtils.deleteRecursively(place);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** How many files there are in all stages. */
    int count() {
        return files(root).size();
    }

    Path root() {
        return root;
    }

    void close() {
        delete(root);
    }
}
