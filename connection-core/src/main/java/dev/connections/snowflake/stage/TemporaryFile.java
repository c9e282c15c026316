package dev.connections.snowflake.stage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A file in a directory of its own, both of which are deleted when it is closed. */
final class TemporaryFile extends FilterInputStream {

    private final Path directory;

    TemporaryFile(Path directory, String name) throws IOException {
        super(Files.newInputStream(directory.resolve(name)));
        this.directory = directory;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            delete(directory);
        }
    }

    static void delete(Path directory) throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }
}
