package dev.connections.rest.client;

import java.io.IOException;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpHeaders;

/**
 * Adds to each request what lets it in. It is only asked for requests to the connection's own host. Implementations are
 * called by several threads.
 */
public interface RequestAuthorization {

    /** Returns an operator that takes secrets out of texts, in each form in which servers echo them. */
    static UnaryOperator<String> redaction(String... secrets) {
        return ConfiguredSecrets.of(secrets)::redact;
    }

    /** Adds nothing. */
    RequestAuthorization NONE = headers -> {};

    /**
     * Adds headers.
     *
     * @throws IOException if what is needed cannot be had at the moment; the request has not been sent then
     */
    void authorize(HttpHeaders headers) throws IOException;

    /** The address with what belongs to it; the same by default. */
    default URI authorize(URI uri) {
        return uri;
    }

    /**
     * The server did not accept what was added. Whether something else will be added from now on, so that the request
     * is worth another try; {@code false} by default.
     *
     * @param sent the headers of the request that was not accepted
     */
    default boolean renew(HttpHeaders sent) {
        return false;
    }

    /** A text without any secret that is added to requests; the same by default. */
    default String redact(String text) {
        return text;
    }
}
