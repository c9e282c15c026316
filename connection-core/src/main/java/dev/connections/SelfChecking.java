package dev.connections;

import java.util.function.BiConsumer;

/**
 * Properties of a {@link ConnectionType} that know what is wrong with them. Checked for every connection before any is
 * made, so that one failure can list all problems.
 */
public interface SelfChecking {

    /**
     * Reports each problem: the name of the property it is about, relative to the connection ({@code url}), and a
     * sentence that says what is wrong and what to do. The sentence must not repeat a secret.
     */
    void check(BiConsumer<String, String> problems);
}
