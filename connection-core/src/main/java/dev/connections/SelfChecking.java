package dev.connections;

import java.util.function.BiConsumer;

/**
 * Properties of a {@link ConnectionType} that validate themselves. Validated for all connections before any is
 * created, so that one failure lists all problems.
 */
public interface SelfChecking {

    /**
     * Reports each problem: the name of the property it is about, relative to the connection ({@code url}), and a
     * sentence that says what is wrong and what to do. The sentence must not repeat a secret.
     */
    void check(BiConsumer<String, String> problems);
}
