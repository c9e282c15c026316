package dev.connections.rest.exchange;

import dev.connections.rest.message.Redaction;
import org.springframework.http.client.ClientHttpResponse;

/** A response that knows the secrets of its request. */
public interface RedactedResponse extends ClientHttpResponse {

    /** Takes the secrets of its request out of a text. */
    Redaction redaction();
}
