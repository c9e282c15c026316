package dev.connections.autoconfigure.files;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Local copies of files, beside the cache settings of every connection.
 *
 * @param disk the local copies
 */
public record FilesCacheProperties(@DefaultValue Disk disk) {

    void check(BiConsumer<String, String> problems) {
        if (disk.maxSize.isNegative()) {
            problems.accept("cache.disk.max-size", "must not be negative. Set a size such as 1GB, or 0 to keep none.");
        }
    }

    /**
     * Local copies of files on disk.
     *
     * @param maxSize Maximum size of all local copies of the connection. Copies in use can exceed it.
     * @param directory Directory in which the connection creates a private directory for local copies. Defaults to
     *     java.io.tmpdir.
     */
    public record Disk(@DefaultValue("1GB") DataSize maxSize, @Nullable Path directory) {

        Path parent() {
            return (directory != null) ? directory : Path.of(System.getProperty("java.io.tmpdir"));
        }
    }
}
