package dev.connections.files.table;

import java.nio.file.Path;

/**
 * A file with a table.
 *
 * @param path path in the store, for the format and for messages
 * @param file the local copy
 */
public record TableSource(String path, Path file) {}
