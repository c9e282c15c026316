package dev.connections.cache.advice;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Methods are annotated with {@link dev.connections.cache.CachedQuery} or {@link dev.connections.cache.EvictQueries} in
 * a way that cannot work. Has all problems at once.
 */
public final class InvalidQueryMethodsException extends IllegalStateException {

    private final transient List<String> problems;

    /** @param problems each a text that begins with the method, and says what to do */
    public InvalidQueryMethodsException(List<String> problems) {
        super(problems.stream()
                .collect(Collectors.joining(
                        System.lineSeparator() + "  - ",
                        "Methods cannot be cached, or evict nothing:" + System.lineSeparator() + "  - ",
                        "")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, each a text that begins with the method. */
    public List<String> problems() {
        return problems;
    }
}
