package dev.connections.files.execution;

import dev.connections.files.FileInfo;
import dev.connections.files.execution.FileContents.WriteOptions;
import dev.connections.files.store.WriteContent;
import dev.connections.files.table.TableOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes tables: first to a local file, so that a value that cannot be written leaves the old file. Thread-safe. */
final class FileTableWrites {

    private final StoreRequests requests;

    private final FileContents contents;

    FileTableWrites(StoreRequests requests, FileContents contents) {
        this.requests = requests;
        this.contents = contents;
    }

    FileInfo write(String path, TableOptions table, Object rows, WriteOptions options) {
        return requests.withFiles(files -> {
            try {
                Path file = Files.createTempFile(files.copies().directory(), "table", null);
                try {
                    try (OutputStream out = Files.newOutputStream(file)) {
                        files.tables().write(rows, path, table, out);
                    }
                    return contents.write(path, WriteContent.of(file), options);
                } finally {
                    Files.deleteIfExists(file);
                }
            } catch (IOException ex) {
                throw requests.errors().failed(path, "the table cannot be written to the local disk: " + ex, ex);
            }
        });
    }
}
