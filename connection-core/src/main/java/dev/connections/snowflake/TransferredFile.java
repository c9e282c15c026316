package dev.connections.snowflake;

/**
 * What became of a file on its way into a stage or out of it. Immutable.
 *
 * @param source its name where it came from
 * @param target its name where it is now, which tells whether it was compressed on its way
 * @param size its size there, in bytes
 */
public record TransferredFile(String source, String target, long size) {}
