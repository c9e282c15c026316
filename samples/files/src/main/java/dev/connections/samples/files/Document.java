package dev.connections.samples.files;

import dev.connections.files.FileInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A file in the list.
 *
 * @param path the path in the store
 * @param size the size for readers
 * @param table whether it can be shown as a table
 */
record Document(String path, String size, boolean table) {

    private static final String TABLES = "(?s).*\\.(csv|tsv|json|jsonl)(\\.gz)?";

    static Document of(FileInfo file) {
        DataSize size = DataSize.ofBytes(file.size());
        String readable = (size.toMegabytes() > 0)
                ? size.toMegabytes() + " MB"
                : (size.toKilobytes() > 0) ? size.toKilobytes() + " kB" : size.toBytes() + " B";
        return new Document(
                file.path(), readable, file.path().toLowerCase(Locale.ROOT).matches(TABLES));
    }

    /**
     * Returns the last part of a path. Some browsers send the whole path of an uploaded file.
     *
     * @throws IllegalArgumentException if there is no name
     */
    static String name(@Nullable String path) {
        String name = (path == null) ? "" : path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        if (name.isBlank()) {
            throw new IllegalArgumentException("The file has no name");
        }
        return name;
    }
}
