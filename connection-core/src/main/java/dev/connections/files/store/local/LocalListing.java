package dev.connections.files.store.local;

import dev.connections.files.FileInfo;
import dev.connections.files.store.FilePage;
import dev.connections.files.store.ListRequest;
import dev.connections.files.store.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Creates one page of a listing, ordered by path. A page holds no open directory: the next one starts after the last
 * path. A directory is read again for each page, so pages grow up to a limit that bounds the memory.
 *
 * <p>Links to files inside the directory are listed. Links to folders are not followed, because they can form cycles.
 */
final class LocalListing {

    private static final int FIRST_PAGE = 1_000;

    private static final int LARGEST_PAGE = 32_000;

    private final LocalPaths paths;

    private final ListRequest request;

    private final int limit;

    private final @Nullable String after;

    private final List<FileInfo> files = new ArrayList<>();

    private final List<String> folders = new ArrayList<>();

    private @Nullable String last;

    private boolean more;

    LocalListing(LocalPaths paths, ListRequest request) {
        this.paths = paths;
        this.request = request;
        String page = request.page();
        int colon = (page == null) ? -1 : page.indexOf(':');
        this.limit = (page == null) ? FIRST_PAGE : Integer.parseInt(page.substring(0, colon));
        this.after = (page == null) ? null : page.substring(colon + 1);
    }

    FilePage page() throws StoreException, IOException {
        Path root = paths.root();
        String prefix = request.prefix();
        int slash = prefix.lastIndexOf('/') + 1;
        Path folder = (slash == 0) ? root : paths.resolve(prefix.substring(0, slash - 1));
        if (slash == 0 || (Files.isDirectory(folder) && paths.isInside(folder))) {
            collect(folder, prefix.substring(0, slash), prefix.substring(slash));
        }
        return new FilePage(files, folders, more ? Math.min(2 * limit, LARGEST_PAGE) + ":" + last : null);
    }

    /** Adds what is in a folder after the last path, in chunks whose size is bounded. */
    private void collect(Path folder, String base, String namePrefix) throws IOException {
        String from = (after != null && after.startsWith(base)) ? segment(after.substring(base.length())) : null;
        boolean inclusive = request.recursive();
        while (!more) {
            int chunk = limit - files.size() - folders.size() + 1;
            List<Entry> entries = first(folder, namePrefix, from, inclusive, chunk);
            for (Entry each : entries) {
                add(each, base);
                if (more) {
                    return;
                }
                from = each.key();
                inclusive = false;
            }
            if (entries.size() < chunk) {
                return;
            }
        }
    }

    private void add(Entry entry, String base) throws IOException {
        String path = base + entry.name;
        if (entry.isFolder()) {
            if (request.recursive()) {
                collect(entry.file, path + '/', "");
            } else if (hasRoom()) {
                folders.add(path + '/');
                last = path + '/';
            }
            return;
        }
        BasicFileAttributes attributes = attributes(entry.file);
        if (attributes != null && hasRoom()) {
            files.add(new FileInfo(
                    path,
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant(),
                    LocalAttributes.version(attributes)));
            last = path;
        }
    }

    private boolean hasRoom() {
        more = files.size() + folders.size() >= limit;
        return !more;
    }

    /** Returns the attributes of a regular file; {@code null} if it is something else or has been deleted. */
    private @Nullable BasicFileAttributes attributes(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink() && paths.isInside(file)) {
                attributes = Files.readAttributes(file, BasicFileAttributes.class);
            }
            return attributes.isRegularFile() ? attributes : null;
        } catch (IOException ex) {
            return null;
        }
    }

    /** Returns the first entries of a folder after a key, ordered. */
    private static List<Entry> first(
            Path folder, String namePrefix, @Nullable String from, boolean inclusive, int count) throws IOException {
        PriorityQueue<Entry> first = new PriorityQueue<>(Collections.reverseOrder());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path each : entries) {
                Entry entry = new Entry(each);
                if (!entry.name.startsWith(namePrefix)
                        || LocalPaths.isTemporary(entry.name)
                        || (from != null && !entry.isAfter(from, inclusive))) {
                    continue;
                }
                if (first.size() < count) {
                    first.add(entry);
                } else if (entry.compareTo(first.element()) < 0) {
                    first.remove();
                    first.add(entry);
                }
            }
        } catch (DirectoryIteratorException ex) {
            throw ex.getCause();
        } catch (NoSuchFileException ex) {
            return List.of(); // deleted meanwhile
        } catch (FileSystemException ex) {
            if (!Files.isDirectory(folder)) {
                return List.of(); // replaced by a file meanwhile
            }
            throw ex;
        }
        List<Entry> sorted = new ArrayList<>(first);
        Collections.sort(sorted);
        return sorted;
    }

    /** Returns the part of a path up to the first slash, with the slash. */
    private static String segment(String path) {
        int slash = path.indexOf('/');
        return (slash < 0) ? path : path.substring(0, slash + 1);
    }

    /** An entry of a folder. Whether it is a folder is looked up only if the order depends on it. */
    private static final class Entry implements Comparable<Entry> {

        private final Path file;

        private final String name;

        private @Nullable Boolean folder;

        Entry(Path file) {
            this.file = file;
            this.name = file.getFileName().toString();
        }

        boolean isFolder() {
            if (folder == null) {
                folder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
            }
            return folder;
        }

        String key() {
            return isFolder() ? name + '/' : name;
        }

        boolean isAfter(String from, boolean inclusive) {
            int order = mayDependOnKind(name, from) ? key().compareTo(from) : name.compareTo(from);
            // a file that is the last one has been listed; a folder that contains it has not, completely
            return order > 0 || (order == 0 && inclusive && isFolder());
        }

        @Override
        public int compareTo(Entry other) {
            return (mayDependOnKind(name, other.name) || mayDependOnKind(other.name, name))
                    ? key().compareTo(other.key())
                    : name.compareTo(other.name);
        }

        private static boolean mayDependOnKind(String name, String other) {
            return other.startsWith(name);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
