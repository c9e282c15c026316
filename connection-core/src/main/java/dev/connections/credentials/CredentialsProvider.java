package dev.connections.credentials;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says who a connection is opened as. It is asked at each opening, before what it answered expires, and as often as it
 * wants. When it answers something else, a connection that is open is opened anew with it; what is in flight finishes on
 * the old one.
 *
 * <p>Implementations are called by several threads.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * The credentials to open with now.
     *
     * @throws Exception when they cannot be had; the opening fails with it as its cause
     */
    Credentials get() throws Exception;

    /**
     * Discards cached credentials, if they are still the given ones, so that the next {@link #get()} requests others. Called when
     * the target has refused them, and by {@code reset()} and {@code reload()}. Must not block. Does nothing by default, for
     * providers without a cache.
     */
    default void invalidate(Credentials credentials) {}

    /**
     * How often to ask again while a connection is open, so that a change is noticed: often where asking costs nothing. By
     * default {@code null}, never but before the credentials expire.
     */
    default @Nullable Duration pollInterval() {
        return null;
    }

    /** A provider that always gives the same credentials. */
    static CredentialsProvider of(Credentials credentials) {
        return () -> credentials;
    }
}
