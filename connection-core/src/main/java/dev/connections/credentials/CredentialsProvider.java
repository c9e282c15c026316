package dev.connections.credentials;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Provides the credentials of a connection. Called at each attempt to connect, before the credentials expire, and
 * at the poll interval. If the credentials have changed, an open connection reconnects with them; calls in flight
 * finish on the old resource.
 *
 * <p>Must be thread-safe.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * Returns the current credentials.
     *
     * @throws Exception if they are unavailable; the attempt to connect fails with it as its cause
     */
    Credentials get() throws Exception;

    /**
     * Discards cached credentials, if they are still the given ones, so that the next {@link #get()} requests others.
     * Called when the target has refused them, and by {@code reset()} and {@code reload()}. Must not block. Does
     * nothing by default, for providers without a cache.
     */
    default void invalidate(Credentials credentials) {}

    /**
     * Returns how often the provider is polled while a connection is open. {@code null}, the default: only before
     * the credentials expire.
     */
    default @Nullable Duration pollInterval() {
        return null;
    }

    /** Returns a provider of constant credentials. */
    static CredentialsProvider of(Credentials credentials) {
        return () -> credentials;
    }
}
