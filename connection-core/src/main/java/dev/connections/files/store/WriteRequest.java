package dev.connections.files.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to write a file.
 *
 * @param path path of the file
 * @param content the content
 * @param contentType media type; {@code null} for the store's default
 * @param metadata metadata of the user, lower-case names
 * @param ifAbsent whether the file must not exist
 * @param ifMatch the version that the write replaces, or {@code null} for any
 */
public record WriteRequest(
        String path,
        WriteContent content,
        @Nullable String contentType,
        Map<String, String> metadata,
        boolean ifAbsent,
        @Nullable String ifMatch) {}
