package dev.connections.files.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a store.
 *
 * @param provider the provider: {@code local}, {@code s3}, {@code gcs}, {@code azure} or {@code huggingface}
 * @param container the bucket, container or repository; {@code null} for a local directory
 * @param target details for health, such as {@code bucket}, {@code region} and {@code endpoint}; without secrets
 */
public record StoreIdentity(String provider, @Nullable String container, Map<String, Object> target) {}
