package dev.connections.files.store.huggingface;

import dev.connections.files.store.StoreException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request to the hub.
 *
 * @param action what the request does, for messages
 * @param method {@code GET} or {@code HEAD}
 * @param ifNoneMatch the version that the caller has, or {@code null}. Sent to the hub only
 * @param range the value of the header {@code Range}, or {@code null}
 * @param file whether it is for one file, so that 404 does not mean that the repository is missing
 * @param stop whether a redirect is not followed
 */
record HubRequest(
        String action,
        String method,
        URI uri,
        @Nullable String ifNoneMatch,
        @Nullable String range,
        boolean file,
        Stop stop) {

    static HubRequest get(String action, URI uri) {
        return new HubRequest(action, "GET", uri, null, null, false, redirect -> false);
    }

    static HubRequest head(String action, URI uri) {
        return new HubRequest(action, "HEAD", uri, null, null, false, redirect -> false);
    }

    HubRequest ofFile() {
        return new HubRequest(action, method, uri, ifNoneMatch, range, true, stop);
    }

    HubRequest ifNoneMatch(@Nullable String version) {
        return new HubRequest(action, method, uri, version, range, file, stop);
    }

    /** @param length number of bytes, or -1 */
    HubRequest range(long offset, long length) {
        if (offset == 0 && length < 0) {
            return this;
        }
        String end = (length < 0 || length > Long.MAX_VALUE - offset) ? "" : String.valueOf(offset + length - 1);
        return new HubRequest(action, method, uri, ifNoneMatch, "bytes=" + offset + "-" + end, file, stop);
    }

    HubRequest stoppingAt(Stop newStop) {
        return new HubRequest(action, method, uri, ifNoneMatch, range, file, newStop);
    }

    /** Decides whether a redirect is the answer. */
    @FunctionalInterface
    interface Stop {

        /** @throws StoreException if the redirect shows that a condition fails */
        boolean at(HubResponse redirect) throws StoreException;
    }
}
