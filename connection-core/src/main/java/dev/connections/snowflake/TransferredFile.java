package dev.connections.snowflake;

/**
 * An uploaded or downloaded file. Immutable.
 *
 * @param source the name of the source
 * @param target the name of the target, which shows whether the file was compressed
 * @param size the size of the target, in bytes
 */
public record TransferredFile(String source, String target, long size) {}
