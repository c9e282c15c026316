package dev.connections.autoconfigure.login;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows all that is wrong with what logins gate, one a line. */
final class InvalidLoginsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidLoginsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidLoginsException cause) {
        String description = cause.problems().stream()
                .map(problem -> "    - " + problem)
                .collect(Collectors.joining(
                        System.lineSeparator(),
                        "The login of users is misconfigured:" + System.lineSeparator() + System.lineSeparator(),
                        ""));
        return new FailureAnalysis(
                description, "Correct this as described above; these are all the problems that were found.", cause);
    }
}
