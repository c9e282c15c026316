package dev.connections.files.store;

import org.jspecify.annotations.Nullable;

/**
 * A request for the content of a file.
 *
 * @param path path of the file
 * @param offset first byte, from 0. An offset at the end of the file returns no bytes; one beyond it is {@code INVALID}
 * @param length number of bytes; -1 for all up to the end
 * @param ifMatch the required version, or {@code null}
 * @param ifNoneMatch the version that the caller has, or {@code null}
 */
public record ReadRequest(
        String path, long offset, long length, @Nullable String ifMatch, @Nullable String ifNoneMatch) {

    /** Creates a request for a whole file. */
    public static ReadRequest of(String path) {
        return new ReadRequest(path, 0, -1, null, null);
    }
}
