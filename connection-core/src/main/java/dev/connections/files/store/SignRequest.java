package dev.connections.files.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request for a signed URL.
 *
 * @param path path of the file
 * @param write whether the URL is for {@code PUT}; otherwise for {@code GET}
 * @param validity the time until the URL expires
 * @param contentType the media type that the {@code PUT} must have; {@code null} for any
 */
public record SignRequest(String path, boolean write, Duration validity, @Nullable String contentType) {}
