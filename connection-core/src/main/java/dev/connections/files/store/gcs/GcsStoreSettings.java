package dev.connections.files.store.gcs;

import dev.connections.files.store.StoreTimeouts;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of Google Cloud Storage. The secret of the credentials is the JSON text of a service account, or an access
 * token if it does not start with <code>{</code>; without it, the application default credentials are used.
 *
 * @param bucket the bucket
 * @param prefix the beginning of all names, empty or with a {@code /} at the end
 * @param endpoint the URL of an emulator, which needs no credentials; {@code null} for Google
 * @param project the project that is billed; {@code null} for that of the credentials
 * @param timeouts the timeouts
 */
public record GcsStoreSettings(
        String bucket, String prefix, @Nullable URI endpoint, @Nullable String project, StoreTimeouts timeouts) {}
