package dev.connections.sql.pool;

import java.lang.ref.Cleaner;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Keeps an in-memory database open while it has no pool: the database is dropped when its last connection closes. The
 * database lives until this holder is closed or garbage collected. Thread-safe.
 */
final class InMemoryDatabaseHolder implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    private @Nullable Connection connection;

    private Cleaner.@Nullable Cleanable closing;

    private boolean closed;

    /** Opens a connection and keeps it open, unless there is one already or this holder is closed. */
    synchronized void keep(PhysicalDataSource database) throws SQLException {
        // a statement can shut the database down, and with it this connection
        if (!closed && (connection == null || connection.isClosed())) {
            Connection kept = database.getConnection();
            connection = kept;
            closing = CLEANER.register(this, () -> JdbcUtils.closeConnection(kept));
        }
    }

    /** Closes the connection. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        if (closing != null) {
            closing.clean();
        }
    }
}
