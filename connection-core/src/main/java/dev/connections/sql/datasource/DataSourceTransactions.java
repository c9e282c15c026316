package dev.connections.sql.datasource;

import dev.connections.cache.CacheTransactionProvider;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;

/**
 * Finds the current thread's transaction on a data source, whichever manager began it.
 *
 * @param dataSource what transactions are bound to
 */
public record DataSourceTransactions(PostProcessedDataSource dataSource) implements CacheTransactionProvider {

    @Override
    public @Nullable Transaction current() {
        ConnectionHolder holder = dataSource.transaction();
        if (holder == null) {
            return null;
        }
        Connection jdbc;
        try {
            jdbc = holder.getConnection();
        } catch (IllegalStateException | IllegalArgumentException ex) {
            // the holder of a thread that has given its connection back
            return null;
        }
        return LeasedConnection.under(jdbc);
    }
}
