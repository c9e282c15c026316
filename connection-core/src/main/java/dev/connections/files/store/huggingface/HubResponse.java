package dev.connections.files.store.huggingface;

import dev.connections.files.store.StoreException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A response of the hub or the CDN, with the version and size of the first response that has them. */
final class HubResponse implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HubRequest request;

    private final HttpResponse<?> response;

    private final WatchedBody body;

    private final HubErrors errors;

    private final boolean fromHub;

    private final @Nullable String linkedVersion;

    private final long linkedSize;

    /**
     * @param fromHub whether it is a response of the hub, not of the CDN
     * @param previous the redirect that led here, or {@code null}
     */
    HubResponse(
            HubRequest request,
            HttpResponse<?> response,
            WatchedBody body,
            HubErrors errors,
            boolean fromHub,
            @Nullable HubResponse previous) {
        this.request = request;
        this.response = response;
        this.body = body;
        this.errors = errors;
        this.fromHub = fromHub;
        String version = fromHub ? header("X-Linked-Etag") : "";
        this.linkedVersion =
                !version.isEmpty() ? unquoted(version) : (previous != null) ? previous.linkedVersion : null;
        long size = fromHub ? number("X-Linked-Size") : -1;
        this.linkedSize = (size >= 0) ? size : (previous != null) ? previous.linkedSize : -1;
    }

    int status() {
        return response.statusCode();
    }

    /** Returns whether it is a redirect. */
    boolean isRedirect() {
        return REDIRECTS.contains(status());
    }

    boolean isFromHub() {
        return fromHub;
    }

    /** Returns whether it has the version and size of the file. */
    boolean isDescribed() {
        return linkedVersion != null && linkedSize >= 0;
    }

    /**
     * Returns whether the repository and revision exist, but not the file or folder.
     *
     * @param withoutCode whether a response without an error code, as of some mirrors, means this
     */
    boolean isMissingEntry(boolean withoutCode) {
        String code = header("X-Error-Code");
        return status() == 404 && (code.equals("EntryNotFound") || (withoutCode && code.isEmpty()));
    }

    @Nullable
    String linkedVersion() {
        return linkedVersion;
    }

    /** Returns the size of a file on the CDN; -1 if unknown. */
    long linkedSize() {
        return linkedSize;
    }

    /** @throws StoreException if the response has no version */
    String version() throws StoreException {
        String version = (linkedVersion != null) ? linkedVersion : unquoted(header("ETag"));
        if (version.isEmpty()) {
            throw unusable("it has no ETag");
        }
        return version;
    }

    /** Returns the announced size; -1 if there is none. */
    long contentLength() {
        return number("Content-Length");
    }

    /** Returns a header; empty if there is none. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("").strip();
    }

    WatchedBody body() {
        return body;
    }

    /**
     * Returns this response.
     *
     * @throws StoreException if the status is neither a success nor a redirect that is not followed
     */
    HubResponse requireSuccess() throws StoreException {
        if ((status() < 200 || status() > 299) && !isRedirect()) {
            discard();
            throw errors.status(request, this);
        }
        return this;
    }

    StoreException unusable(String reason) {
        return errors.unusable(request.action(), this, reason);
    }

    StoreException broken(IOException failure) {
        return errors.network(request.action(), response.uri(), failure);
    }

    @Override
    public void close() {
        body.close();
    }

    /** Reads a short body to its end, so that the network connection is used again. */
    void discard() {
        body.discard();
    }

    private long number(String name) {
        String value = header(name);
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
    }

    private static String unquoted(String etag) {
        String strong = etag.toUpperCase(Locale.ROOT).startsWith("W/") ? etag.substring(2) : etag;
        return (strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\""))
                ? strong.substring(1, strong.length() - 1)
                : strong;
    }
}
