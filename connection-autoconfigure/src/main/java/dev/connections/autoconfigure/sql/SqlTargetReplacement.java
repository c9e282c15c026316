package dev.connections.autoconfigure.sql;

import dev.connections.ConnectionName;
import dev.connections.sql.url.SqlTarget;

/** Replaces the databases of connections, in tests. Called whenever a connection is made or reloaded. */
@FunctionalInterface
interface SqlTargetReplacement {

    /** Returns the database to use, which is the configured one if that stays. */
    SqlTarget replace(ConnectionName connection, SqlTarget configured);
}
