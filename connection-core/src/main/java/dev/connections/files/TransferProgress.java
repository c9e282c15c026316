package dev.connections.files;

/**
 * The progress of an upload or a download. Immutable.
 *
 * @param path path of the file in the store
 * @param bytes number of bytes transferred so far
 * @param total number of bytes of the file; -1 if unknown
 */
public record TransferProgress(String path, long bytes, long total) {}
