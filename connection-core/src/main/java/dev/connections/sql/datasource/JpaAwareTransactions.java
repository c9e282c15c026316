package dev.connections.sql.datasource;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.ResourceTransactionManager;

/**
 * Transaction manager of a connection. If JPA uses the same data source, delegates to JPA's transaction manager, so
 * that entity managers take part: JPA cannot join a transaction that was begun on the JDBC connection alone.
 * Thread-safe.
 */
public final class JpaAwareTransactions implements ResourceTransactionManager {

    private final PostProcessedDataSource dataSource;

    private final RetryingJdbcTransactions jdbc;

    public JpaAwareTransactions(PostProcessedDataSource dataSource, RetryingJdbcTransactions jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
        PlatformTransactionManager manager = current();
        boolean nests = definition != null
                && definition.getPropagationBehavior() == TransactionDefinition.PROPAGATION_NESTED
                && dataSource.isInJpaTransaction();
        // JPA has no savepoints, its JDBC connection has
        return nests ? jdbc.nest(definition) : manager.getTransaction(definition);
    }

    @Override
    public void commit(TransactionStatus status) {
        managerOf(status).commit(status);
    }

    @Override
    public void rollback(TransactionStatus status) {
        managerOf(status).rollback(status);
    }

    private PlatformTransactionManager current() {
        PlatformTransactionManager jpa = dataSource.jpaTransactionManager();
        return (jpa != null) ? jpa : jdbc;
    }

    /** Returns a transaction that was begun before JPA started is still one of JDBC. */
    private PlatformTransactionManager managerOf(TransactionStatus status) {
        return jdbc.began(status) ? jdbc : current();
    }

    @Override
    public Object getResourceFactory() {
        return dataSource.get();
    }
}
