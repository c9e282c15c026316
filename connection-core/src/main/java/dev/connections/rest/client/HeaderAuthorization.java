package dev.connections.rest.client;

import org.springframework.http.HttpHeaders;

/** Adds a header. Immutable. */
final class HeaderAuthorization implements RequestAuthorization {

    private final String name;

    private final String value;

    private final ConfiguredSecrets secrets;

    /** @throws IllegalArgumentException if no header can hold the value */
    HeaderAuthorization(String name, String value, String secret) {
        if (value.chars().anyMatch(character -> character < ' ' && character != '\t')) {
            throw new IllegalArgumentException(
                    "the secret has a line break or another control character in it, which no header can hold");
        }
        this.name = name;
        this.value = value;
        this.secrets = ConfiguredSecrets.of(value, value.substring(value.lastIndexOf(' ') + 1), secret);
    }

    @Override
    public void authorize(HttpHeaders headers) {
        headers.set(name, value);
    }

    @Override
    public String redact(String text) {
        return secrets.redact(text);
    }
}
