package dev.connections.rest;

import org.springframework.http.client.ClientHttpResponse;

/** An answer that knows which secrets must not be told of it. */
interface RedactedResponse extends ClientHttpResponse {

    /** Takes the secrets of its request out of a text. */
    RestErrors.Redaction redaction();
}
