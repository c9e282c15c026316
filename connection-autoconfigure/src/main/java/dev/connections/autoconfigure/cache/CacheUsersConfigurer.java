package dev.connections.autoconfigure.cache;

import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.cache.CacheUserProvider;
import dev.connections.login.Logins;
import dev.connections.supervision.Supervision;

/** Lets all connections ask the same for the present user, but those that users log in to, who know better. */
record CacheUsersConfigurer(CacheUserProvider users) implements SupervisedConnections.Listener {

    @Override
    public void added(Supervision<?> connection) {
        if (connection instanceof Logins) {
            return;
        }
        connection.cache().setUserProvider(users);
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
