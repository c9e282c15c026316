package dev.connections.sql.datasource;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The data source bean of a connection, as other beans of the application see it. Implementations are thread-safe.
 */
public interface DataSourceBean {

    /** Returns whether the bean is being created, so that bean post-processors may call it. */
    boolean isInCreation();

    /**
     * Returns the bean. Bean post-processors may have replaced the connection's data source by a wrapper.
     *
     * @return {@code null} while the bean is being created
     */
    @Nullable
    DataSource get();

    /**
     * Returns the manager of the JPA transactions on the bean.
     *
     * @return {@code null} if no entity manager factory uses the bean, or none has been created yet
     */
    @Nullable
    PlatformTransactionManager jpaTransactionManager();

    /**
     * Returns whether the calling thread is in a JPA transaction.
     *
     * @param jpa the manager that {@link #jpaTransactionManager()} returned
     */
    boolean isInJpaTransaction(PlatformTransactionManager jpa);
}
