package dev.connections.rest.client;

import dev.connections.rest.url.QueryParameters;
import java.net.URI;
import org.springframework.http.HttpHeaders;

/** Adds a parameter to the address. Immutable. */
final class ParameterAuthorization implements RequestAuthorization {

    private final String name;

    private final String secret;

    private final ConfiguredSecrets secrets;

    ParameterAuthorization(String name, String secret) {
        this.name = name;
        this.secret = secret;
        this.secrets = ConfiguredSecrets.of(secret);
    }

    @Override
    public void authorize(HttpHeaders headers) {}

    @Override
    public URI authorize(URI uri) {
        return QueryParameters.with(uri, name, secret);
    }

    @Override
    public String redact(String text) {
        return secrets.redact(text);
    }
}
