package dev.connections.files.execution;

import dev.connections.files.FilesClient;
import dev.connections.files.store.FileStore;
import dev.connections.files.table.FileTables;

/**
 * The resource of a connection: the client of the store, with the local copies of its files and the reader of tables.
 * Each user of a connection with {@code login} has a resource, and so copies, of their own. Thread-safe.
 */
public final class OpenFiles implements FilesClient {

    private final FileStore store;

    private final DiskCache copies;

    private final FileTables tables;

    OpenFiles(FileStore store, DiskCache copies, FileTables tables) {
        this.store = store;
        this.copies = copies;
        this.tables = tables;
    }

    /** Returns the client of the store. */
    public FileStore store() {
        return store;
    }

    DiskCache copies() {
        return copies;
    }

    FileTables tables() {
        return tables;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return store.unwrap(type);
    }

    void close() {
        try (store;
                copies) {
            tables.close();
        }
    }
}
