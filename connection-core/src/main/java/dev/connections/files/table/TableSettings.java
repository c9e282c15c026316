package dev.connections.files.table;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of tables.
 *
 * @param directory the private directory of local copies, the only one that DuckDB can read
 * @param maxUncompressedSize maximum size of a table after decompression, in bytes
 * @param queryTimeout maximum time of a SQL query
 */
public record TableSettings(Path directory, long maxUncompressedSize, Duration queryTimeout) {}
