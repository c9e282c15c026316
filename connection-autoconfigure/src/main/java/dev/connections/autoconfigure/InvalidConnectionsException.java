package dev.connections.autoconfigure;

import dev.connections.ConnectionException;
import dev.connections.ConnectionName;
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

    private InvalidConnectionsException(
            String connectionName, List<ConnectionProblem> problems, @Nullable Throwable cause) {
        super(connectionName, message(problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** Creates an exception with one problem, without a cause. */
    public static InvalidConnectionsException of(ConnectionName connection, String key, String message) {
        return of(connection, key, message, null);
    }

    /**
     * Creates an exception with one problem.
     *
     * @param key relative to the connection; empty for the connection itself
     * @param message what is wrong and what to do, as the rest of a sentence that begins with the key; without secrets
     */
    public static InvalidConnectionsException of(
            ConnectionName connection, String key, String message, @Nullable Throwable cause) {
        String property = "connections." + connection + (key.isEmpty() ? "" : "." + key);
        return new InvalidConnectionsException(
                connection.value(), List.of(new ConnectionProblem(property, null, message)), cause);
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
