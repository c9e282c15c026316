package dev.connections.autoconfigure;

import dev.connections.ConnectionException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration of connections cannot be used. Has all problems at once. */
public class InvalidConnectionsException extends ConnectionException {

    private final transient List<ConnectionProblem> problems;

    /** Creates an exception without a cause. The problems must not hold secrets. */
    public InvalidConnectionsException(String connectionName, List<ConnectionProblem> problems) {
        this(connectionName, problems, null);
    }

    /** Creates an exception. The problems must not hold secrets. */
    public InvalidConnectionsException(
            String connectionName, List<ConnectionProblem> problems, @Nullable Throwable cause) {
        super(connectionName, message(problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order of the connections. */
    public List<ConnectionProblem> problems() {
        return problems;
    }

    private static String message(List<ConnectionProblem> problems) {
        return problems.stream()
                .map(ConnectionProblem::toString)
                .collect(Collectors.joining(
                        System.lineSeparator() + "  - ",
                        "The configuration of connections has "
                                + (problems.size() == 1 ? "a problem" : problems.size() + " problems") + ":"
                                + System.lineSeparator() + "  - ",
                        ""));
    }
}
