package dev.connections.autoconfigure.diagnostics;

import dev.connections.autoconfigure.InvalidConnectionsException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows all problems of the configuration, one a line. */
final class InvalidConnectionsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConnectionsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidConnectionsException cause) {
        String description = cause.problems().stream()
                .map(problem -> "    - " + problem)
                .collect(Collectors.joining(
                        System.lineSeparator(),
                        "The configuration of connections cannot be used:" + System.lineSeparator()
                                + System.lineSeparator(),
                        ""));
        String action = (cause.problems().size() == 1)
                ? "Correct the configuration as described above."
                : "Correct the configuration as described above; these are all the problems that were found.";
        return new FailureAnalysis(description, action, cause);
    }
}
