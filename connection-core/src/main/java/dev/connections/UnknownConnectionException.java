package dev.connections;

import java.util.Collection;
import java.util.stream.Collectors;

/** Thrown when there is no connection with a name. */
public class UnknownConnectionException extends ConnectionException {

    /**
     * @param connectionName the name that was requested
     * @param known the names there are
     */
    public UnknownConnectionException(String connectionName, Collection<String> known) {
        super(connectionName, message(connectionName, known), null);
    }

    private static String message(String name, Collection<String> known) {
        String message = "There is no connection '" + name + "'. ";
        return message
                + (known.isEmpty()
                        ? "No connection is configured; add 'connections." + name + ".url'"
                        : "Known: " + known.stream().map(k -> "'" + k + "'").collect(Collectors.joining(", ")));
    }
}
