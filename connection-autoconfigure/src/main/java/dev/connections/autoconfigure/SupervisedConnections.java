package dev.connections.autoconfigure;

import dev.connections.UnknownConnectionException;
import dev.connections.supervision.SupervisedConnection;
import java.util.Set;

/**
 * All connections of an application as health, metrics and management see them. Looking at one opens nothing. Safe for use by
 * several threads.
 */
public interface SupervisedConnections {

    /** The names of all connections, as configured, in order; those made at run time come last. */
    Set<String> names();

    /**
     * What keeps a connection alive.
     *
     * @param name any spelling of its name
     * @throws UnknownConnectionException if there is none of that name
     */
    SupervisedConnection<?> supervised(String name);

    /** Tells a listener, which must not wait, of each connection that is made at run time from now on. */
    void addListener(RunTimeListener listener);

    /** Is told of connections that come and go while the application runs. */
    interface RunTimeListener {

        /** A connection was made. */
        void opened(SupervisedConnection<?> connection);

        /** It is being closed and is forgotten. */
        void closed(SupervisedConnection<?> connection);
    }
}
