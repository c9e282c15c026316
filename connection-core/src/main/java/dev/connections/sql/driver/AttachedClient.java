package dev.connections.sql.driver;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * A native client beside a pool, for the same server and the same user, which logs in by itself. {@code unwrap} of a
 * connection falls back to it for types that the pool does not have. It is created and closed together with the pool.
 * Implementations are thread-safe.
 */
public interface AttachedClient {

    /** Whether {@link #unwrap} gives that type. Opens nothing. */
    boolean isWrapperFor(Class<?> type);

    /**
     * What the companion has of that type; opened if need be. It waits for no answer longer than {@link Account#loginTimeout}.
     *
     * @throws SQLException if that is not possible; one that means that the server is gone, or knows the user no longer, breaks the pool
     */
    <T> T unwrap(Class<T> type) throws SQLException;

    /**
     * Logs in now: the credentials are good for this moment only.
     *
     * @throws SQLException if that fails, and so does the opening of the pool
     */
    void open() throws SQLException;

    /**
     * Logs out, unless that has been done.
     *
     * @param answers whether the server is thought to answer; if not, nobody waits for that
     */
    void close(boolean answers);

    /** Where, and as whom, a companion logs in. */
    interface Account {

        /** The server, as its driver writes it. */
        String jdbcUrl();

        /**
         * All that the driver is told to open a connection, secrets included: not to be kept.
         *
         * @throws SQLException if it cannot be had, such as when a key cannot be read
         */
        Map<String, Object> properties() throws SQLException;

        /** How long logging in may take, and any other answer. */
        Duration loginTimeout();

        /** Whether {@link #properties} still tells the credentials when the pool has been opened. */
        boolean canReconnect();
    }
}
