package dev.connections.sql;

import java.lang.ref.Cleaner;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Holds an in-memory database open while no pool does: it is gone when its last connection closes. The database lives as
 * long as this keeper is referenced.
 */
final class MemoryKeeper {

    private static final Cleaner CLEANER = Cleaner.create();

    private @Nullable Connection connection;

    /** Opens a connection that stays, unless there is one. */
    synchronized void keep(PhysicalDataSource database) throws SQLException {
        if (connection == null) {
            Connection kept = database.getConnection();
            CLEANER.register(this, () -> close(kept));
            connection = kept;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ex) {
            // the database is in the memory of this process, and nobody can reach it any more
            return;
        }
    }
}
