package dev.connections.autoconfigure.cache;

import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.cache.CacheUserProvider;
import dev.connections.login.Logins;
import dev.connections.supervision.Supervision;

/** Sets the provider of the current user for all caches, except those of connections with a login. */
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
