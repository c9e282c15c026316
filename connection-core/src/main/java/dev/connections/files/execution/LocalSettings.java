package dev.connections.files.execution;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of local copies and of tables. Immutable.
 *
 * @param directory the directory in which each connection creates a private directory
 * @param maxSize maximum size of the copies in bytes; copies in use can exceed it
 * @param maxUncompressedSize maximum size of a table after decompression, in bytes
 * @param queryTimeout maximum time of a SQL query
 */
public record LocalSettings(Path directory, long maxSize, long maxUncompressedSize, Duration queryTimeout) {}
