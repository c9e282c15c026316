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

    /** Returns whether {@link #unwrap} gives that type. Opens nothing. */
    boolean isWrapperFor(Class<?> type);

    /**
     * Returns the native object of that type; logs in if necessary. Waits for each response no longer than {@link
     * Account#loginTimeout}.
     *
     * @throws SQLException if that is not possible; one that means that the server is gone, or knows the user no
     *     longer, breaks the pool
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

        /** Returns the server, as its driver writes it. */
        String jdbcUrl();

        /**
         * Returns all properties of the driver, including secrets. Must not be kept.
         *
         * @throws SQLException if it cannot be had, such as when a key cannot be read
         */
        Map<String, Object> properties() throws SQLException;

        /** Returns the timeout of a login, and of any other response. */
        Duration loginTimeout();

        /** Returns whether {@link #properties} still tells the credentials when the pool has been opened. */
        boolean canReconnect();
    }
}
