package dev.connections.sql.datasource;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.errors.ConnectionFailures;
import dev.connections.sql.errors.SqlExceptionTranslation;
import java.io.Serial;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * JDBC transaction manager for the data source that the application sees. Retries the begin of a transaction if the
 * server has lost the session: no statement of the transaction has been executed yet.
 */
public final class RetryingJdbcTransactions extends JdbcTransactionManager {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient PostProcessedDataSource dataSource;

    private final transient SqlDialect dialect;

    /** Whether the calling thread is in a transaction that this manager did not begin. */
    private final transient ThreadLocal<Boolean> nesting = new ThreadLocal<>();

    public RetryingJdbcTransactions(PostProcessedDataSource dataSource, SqlExceptionTranslation errors) {
        this.dataSource = dataSource;
        this.dialect = errors.dialect();
        setExceptionTranslator(errors);
    }

    @Override
    public DataSource getDataSource() {
        return dataSource.get();
    }

    /** Sets a savepoint in a transaction of another manager, which has bound its JDBC connection to the thread. */
    TransactionStatus nest(TransactionDefinition definition) {
        nesting.set(true);
        try {
            return getTransaction(definition);
        } finally {
            nesting.remove();
        }
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return Boolean.TRUE.equals(nesting.get()) || super.isExistingTransaction(transaction);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        try {
            super.doBegin(transaction, definition);
        } catch (CannotCreateTransactionException ex) {
            if (!ConnectionFailures.isUnknownSession(ex, dialect)) {
                throw ex;
            }
            super.doBegin(transaction, definition);
        }
    }

    /** Returns whether this manager began a transaction. */
    boolean began(TransactionStatus status) {
        return status instanceof DefaultTransactionStatus known
                && known.hasTransaction()
                && known.getTransaction().getClass() == doGetTransaction().getClass();
    }
}
