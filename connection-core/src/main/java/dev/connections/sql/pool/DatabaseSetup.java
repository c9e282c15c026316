package dev.connections.sql.pool;

import dev.connections.credentials.Credentials;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a database before its connection is used, for example by migrations. Called each time a pool is opened, by
 * one attempt at a time. Implementations are thread-safe.
 */
public interface DatabaseSetup {

    /** Does nothing. */
    DatabaseSetup NONE = database -> {};

    /**
     * Sets the database up, unless that has been done. Interrupted when the attempt to connect takes too long. The
     * setup itself may go on on another thread then, and the next attempt joins it.
     *
     * @throws DatabaseSetupException if the setup fails, which fails the attempt to connect
     * @throws InterruptedException if the attempt is given up
     */
    void beforeUse(Database database) throws InterruptedException;

    /** The database. Can be used on any thread, also after {@link #beforeUse} has returned. */
    interface Database {

        /**
         * Opens a pool for an action, and closes it afterwards.
         *
         * @param credentials the user who sets the database up; {@code null} for the user of the connection
         * @throws Exception if it cannot be opened, or the action fails
         */
        void use(@Nullable Credentials credentials, Action action) throws Exception;
    }

    /** What is done with a database. */
    interface Action {

        /** @param pool a pool of the database that is not shared */
        void run(DataSource pool) throws Exception;
    }
}
