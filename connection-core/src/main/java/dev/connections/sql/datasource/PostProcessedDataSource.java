package dev.connections.sql.datasource;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The data source of a connection as the application sees it: the bean, which bean post-processors may have wrapped, or
 * the supervised data source if there is no bean. Spring binds transactions to this object. Thread-safe.
 */
public final class PostProcessedDataSource {

    private final SupervisedDataSource supervised;

    private volatile @Nullable DataSourceBean bean;

    private volatile @Nullable DataSource known;

    private volatile @Nullable PlatformTransactionManager jpa;

    public PostProcessedDataSource(SupervisedDataSource supervised) {
        this.supervised = supervised;
        this.known = supervised;
    }

    public void useBean(DataSourceBean newBean) {
        bean = newBean;
        known = null;
        supervised.rejectWhile(() -> known == null && newBean.isInCreation());
    }

    public void storeMomentsInUtc() {
        supervised.storeMomentsInUtc();
    }

    public DataSource get() {
        DataSource present = known;
        return (present != null) ? present : find();
    }

    private DataSource find() {
        DataSourceBean source = bean;
        DataSource found = (source != null) ? source.get() : null;
        if (found == null) {
            return supervised;
        }
        known = found;
        return found;
    }

    /**
     * Returns what Spring has bound to the calling thread for the transaction on this data source; {@code null}
     * without one. The look-up of a resource costs a quarter of a cache hit, as it examines the type of its key. A
     * thread without any resource skips it.
     */
    public @Nullable ConnectionHolder transaction() {
        return TransactionSynchronizationManager.getResourceMap().isEmpty()
                ? null
                : (ConnectionHolder) TransactionSynchronizationManager.getResource(get());
    }

    /**
     * Returns whether a library has wrapped the bean, and sees the statements only if they are run through the wrapper.
     */
    public boolean isWrapped() {
        return get() != supervised;
    }

    /** Returns the manager of the JPA transactions on this data source, if there is one by now. */
    @Nullable
    PlatformTransactionManager jpaTransactionManager() {
        PlatformTransactionManager present = jpa;
        DataSourceBean source = bean;
        if (present == null && source != null) {
            present = source.jpaTransactionManager();
            jpa = present;
        }
        return present;
    }

    /** Returns whether the calling thread is in a transaction of that manager. */
    boolean isInJpaTransaction() {
        PlatformTransactionManager manager = jpa;
        DataSourceBean source = bean;
        return manager != null && source != null && source.isInJpaTransaction(manager);
    }

    @Override
    public String toString() {
        return supervised.toString();
    }
}
