package dev.connections.files.execution;

/** What requests about single files use. Thread-safe. */
record FileOperations(
        String name,
        StoreRequests requests,
        FileContents contents,
        FileCaching caching,
        FileTableReads tableReads,
        FileTableWrites tableWrites) {}
