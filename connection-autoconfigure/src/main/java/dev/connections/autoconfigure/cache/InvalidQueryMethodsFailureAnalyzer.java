package dev.connections.autoconfigure.cache;

import dev.connections.cache.advice.InvalidQueryMethodsException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists the problems of annotated methods. */
final class InvalidQueryMethodsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidQueryMethodsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidQueryMethodsException cause) {
        String description = cause.problems().stream()
                .map(problem -> "    - " + problem)
                .collect(Collectors.joining(
                        System.lineSeparator(),
                        "Methods with @CachedQuery or @EvictQueries have no effect:" + System.lineSeparator()
                                + System.lineSeparator(),
                        ""));
        String action = (cause.problems().size() == 1)
                ? "Correct the method as described above."
                : "Correct the methods as described above; these are all the problems that were found.";
        return new FailureAnalysis(description, action, cause);
    }
}
