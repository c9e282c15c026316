package dev.connections.sql;

import dev.connections.ConnectionBean;
import dev.connections.ManagedConnection;
import dev.connections.sql.dialect.SqlDialect;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A connection to a relational database: a supervised pool with a small, typed way to query it, and the native ways
 * beside it. Safe for use by several threads.
 *
 * <p>What runs on a thread that is in a transaction of this connection, begun by {@link #transaction}, by
 * {@code @Transactional} or otherwise through {@link #transactionManager()}, takes part in it.
 */
public interface SqlConnection extends ManagedConnection<DataSource>, SqlOperations {

    /**
     * Runs the action in a transaction: commits when it returns, rolls back when it throws anything. Inside a
     * transaction of this connection it joins that one.
     *
     * @throws X whatever the action throws, as it is
     */
    <X extends Exception> void transaction(TransactionAction<X> action) throws X;

    /**
     * Runs the action in a transaction, as {@link #transaction}, and returns what it returns.
     *
     * @throws X whatever the action throws, as it is
     */
    <T extends @Nullable Object, X extends Exception> T inTransaction(TransactionCall<T, X> action) throws X;

    /** The database's dialect, as the JDBC URL tells it: the answer opens nothing. */
    SqlDialect dialect();

    /**
     * Returns the supervised data source. It stays the same object when the pool underneath is replaced. If bean
     * post-processors have wrapped the bean of the data source, it is the wrapper.
     */
    @ConnectionBean(defaultCandidate = true)
    DataSource dataSource();

    /**
     * Spring's client on {@link #dataSource()}, with this connection's fetch size and statement time-out. It is the
     * driver that keeps the time, in whole seconds; SQLite's does not.
     */
    @ConnectionBean
    JdbcClient jdbcClient();

    /**
     * Returns the transaction manager of this connection. If an entity manager factory uses {@link #dataSource()}, its
     * transactions are those of JPA.
     */
    @ConnectionBean
    PlatformTransactionManager transactionManager();

    /**
     * The native object underneath, such as the {@code HikariDataSource}. It is replaced when the connection is, so do
     * not keep it.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if there is none of that type
     */
    <T> T unwrap(Class<T> type);

    /** Work in a transaction without a result. */
    @FunctionalInterface
    interface TransactionAction<X extends Exception> {

        /** Does the work. */
        void run(SqlOperations tx) throws X;
    }

    /** Work in a transaction with a result. */
    @FunctionalInterface
    interface TransactionCall<T extends @Nullable Object, X extends Exception> {

        /** Does the work. */
        T call(SqlOperations tx) throws X;
    }
}
