package dev.connections.files;

import dev.connections.Internal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a file. Immutable.
 *
 * @param path path relative to the connection's URL
 * @param size size in bytes
 * @param lastModified time of the last change; {@code null} if the store does not record it
 * @param version identifier of the content: an ETag, a generation, or the time of the last change and the size
 * @param contentType media type; {@code null} if unknown, as in listings
 * @param metadata metadata of the user; empty in listings
 */
public record FileInfo(
        String path,
        long size,
        @Nullable Instant lastModified,
        String version,
        @Nullable String contentType,
        Map<String, String> metadata) {

    @Internal
    public FileInfo {
        metadata = Map.copyOf(metadata);
    }

    /** Creates the properties of a file in a listing, without content type and metadata. */
    public FileInfo(String path, long size, @Nullable Instant lastModified, String version) {
        this(path, size, lastModified, version, null, Map.of());
    }
}
