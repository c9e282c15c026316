package dev.connections.autoconfigure.cache;

import dev.connections.autoconfigure.SupervisedConnections;
import dev.connections.cache.CacheUsers;
import dev.connections.supervision.Supervision;

/** Lets all connections ask the same for the present user. */
record UsersOfConnections(CacheUsers users) implements SupervisedConnections.Listener {

    @Override
    public void added(Supervision<?> connection) {
        connection.cache().useUsers(users);
        if (users instanceof SupervisedConnections.Listener told) {
            told.added(connection);
        }
    }

    @Override
    public void removed(Supervision<?> connection) {
        if (users instanceof SupervisedConnections.Listener told) {
            told.removed(connection);
        }
    }
}
