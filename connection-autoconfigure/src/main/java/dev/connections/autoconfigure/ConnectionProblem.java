package dev.connections.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration of connections.
 *
 * @param property the full name of the property, or of what else it is about
 * @param origin where it is set, such as the file and line, or {@code null} when it is not set or that is not known
 * @param message what is wrong and what to do, as the rest of a sentence that begins with the property; without secrets
 */
public record ConnectionProblem(String property, @Nullable String origin, String message) {

    @Override
    public String toString() {
        return property + ((origin != null) ? " (" + origin + ") " : " ") + message;
    }
}
