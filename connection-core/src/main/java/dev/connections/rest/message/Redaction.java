package dev.connections.rest.message;

/** Removes secrets from texts. Thread-safe. */
@FunctionalInterface
public interface Redaction {

    /**
     * Removes secrets from a text.
     *
     * @param text any text
     * @return the text with masks in the place of secrets
     */
    String redact(String text);
}
