package dev.connections.files.store.local;

import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The paths below a directory. Symbolic links are followed within the directory. A link that leads outside is {@link
 * Reason#FORBIDDEN}. Other processes that can write to the directory are trusted: a link that is created between the
 * check and the access is followed.
 */
final class LocalPaths {

    private static final Pattern TEMPORARY = Pattern.compile("\\.connections-[0-9a-f-]{36}\\.part");

    private final Path directory;

    LocalPaths(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** Returns a new hidden name, in the same directory so that the file can be moved atomically. */
    static Path temporary(Path target) {
        return target.resolveSibling(".connections-" + UUID.randomUUID() + ".part");
    }

    static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).matches();
    }

    /**
     * Returns the file of a path.
     *
     * @throws StoreException with reason {@code INVALID} if the file system cannot represent the path
     */
    Path resolve(String path) throws StoreException {
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw invalid(path, "it has an empty segment, '.' or '..'", null);
            }
        }
        if (isTemporary(path.substring(path.lastIndexOf('/') + 1))) {
            throw invalid(path, "such names are reserved for unfinished writes", null);
        }
        try {
            Path file = directory.resolve(path);
            if (!file.startsWith(directory) || file.getNameCount() == directory.getNameCount()) {
                throw invalid(path, "it is outside the directory", null);
            }
            return file;
        } catch (InvalidPathException ex) {
            // the reason quotes the path; names that the encoding of the JVM lacks are such a case
            throw invalid(
                    path, ex.getReason() + " (sun.jnu.encoding=" + System.getProperty("sun.jnu.encoding") + ')', ex);
        }
    }

    /** Verifies that a file, or its nearest parent that exists, is inside the directory. */
    void requireInside(Path file) throws StoreException, IOException {
        Path root = root();
        for (Path each = file; !each.equals(directory); each = each.getParent()) {
            if (Files.exists(each)) {
                if (!each.toRealPath().startsWith(root)) {
                    throw outside(file);
                }
                return;
            }
            if (Files.isSymbolicLink(each)) {
                // a broken link: a write through it would create its target
                throw outside(file);
            }
        }
    }

    /** Returns whether a link leads to something inside the directory. */
    boolean isInside(Path link) {
        try {
            return link.toRealPath().startsWith(root());
        } catch (IOException | StoreException ex) {
            return false;
        }
    }

    /**
     * Returns the directory without links.
     *
     * @throws StoreException with reason {@code CONTAINER_MISSING} if it does not exist
     */
    Path root() throws StoreException, IOException {
        try {
            Path root = directory.toRealPath();
            if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
                throw new StoreException(
                        Reason.CONTAINER_MISSING, directory + " is a file. Set the url to a directory", null);
            }
            return root;
        } catch (NoSuchFileException ex) {
            throw new StoreException(
                    Reason.CONTAINER_MISSING, "The directory " + directory + " does not exist. Create it", ex);
        }
    }

    /** Converts the failure of an access to a file. */
    StoreException failure(String path, IOException cause) {
        try {
            root();
        } catch (StoreException ex) {
            return ex;
        } catch (IOException ex) {
            return new StoreException(Reason.FORBIDDEN, "No access to " + directory + ": " + reason(ex), ex);
        }
        if (cause instanceof NoSuchFileException || isBelowFile(cause)) {
            return missing(path);
        }
        if (cause instanceof AccessDeniedException) {
            return new StoreException(Reason.FORBIDDEN, "The file system denies access to '" + path + "'", cause);
        }
        String reason = reason(cause);
        return reason.contains("name too long")
                ? invalid(path, reason, cause)
                : new StoreException(Reason.UNAVAILABLE, "Access to '" + path + "' failed: " + reason, cause);
    }

    /** The parent in the path is a file. There is no exception type for it. */
    private static boolean isBelowFile(IOException cause) {
        return cause instanceof FileSystemException failure
                && failure.getFile() != null
                && hasFileAsParent(Path.of(failure.getFile()));
    }

    private static boolean hasFileAsParent(Path file) {
        for (Path each = file.getParent(); each != null; each = each.getParent()) {
            if (Files.exists(each)) {
                return !Files.isDirectory(each);
            }
        }
        return false;
    }

    private static String reason(IOException cause) {
        String reason = (cause instanceof FileSystemException failure) ? failure.getReason() : cause.getMessage();
        return (reason != null) ? reason : cause.getClass().getSimpleName();
    }

    static StoreException missing(String path) {
        return new StoreException(Reason.NOT_FOUND, "There is no file '" + path + "'", null);
    }

    static StoreException invalid(String path, String reason, @Nullable Throwable cause) {
        return new StoreException(Reason.INVALID, "The path '" + path + "' is invalid: " + reason, cause);
    }

    private StoreException outside(Path file) {
        return new StoreException(
                Reason.FORBIDDEN,
                "'" + directory.relativize(file) + "' leads outside the directory by a symbolic link",
                null);
    }
}
