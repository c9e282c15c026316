package dev.connections.autoconfigure.sql;

import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes the manager of JPA transactions on a data source. It shares its transactions with each other manager of the
 * same entity manager factory, such as that of Spring Boot.
 *
 * @param started whether the application has started. Until then only entity manager factories that have been
 *     created are considered, so that a transaction during the start creates none too early.
 */
record JpaTransactions(ConfigurableListableBeanFactory beanFactory, boolean started) {

    /** Returns {@code null} if no entity manager factory uses the data source. The primary one wins. */
    @Nullable
    PlatformTransactionManager managerOf(DataSource dataSource) {
        EntityManagerFactory found = null;
        for (String beanName : beanFactory.getBeanNamesForType(EntityManagerFactory.class, true, false)) {
            if (isCreated(beanName)) {
                EntityManagerFactory factory = beanFactory.getBean(beanName, EntityManagerFactory.class);
                if (uses(factory, dataSource) && (found == null || isPrimary(beanName))) {
                    found = factory;
                }
            }
        }
        return (found != null) ? manager(found, dataSource) : null;
    }

    private boolean isCreated(String beanName) {
        return (started || beanFactory.containsSingleton(beanName)) && !beanFactory.isCurrentlyInCreation(beanName);
    }

    private static boolean uses(EntityManagerFactory factory, DataSource dataSource) {
        return factory instanceof EntityManagerFactoryInfo info && info.getDataSource() == dataSource;
    }

    private boolean isPrimary(String beanName) {
        return beanFactory.containsBeanDefinition(beanName)
                && beanFactory.getBeanDefinition(beanName).isPrimary();
    }

    private static PlatformTransactionManager manager(EntityManagerFactory factory, DataSource dataSource) {
        JpaTransactionManager manager = new JpaTransactionManager(factory);
        manager.setDataSource(dataSource);
        manager.afterPropertiesSet();
        return manager;
    }

    /** Whether the calling thread is in a transaction of the manager's entity manager factory. */
    static boolean isActive(PlatformTransactionManager manager) {
        EntityManagerFactory factory = ((JpaTransactionManager) manager).getEntityManagerFactory();
        return factory != null
                && TransactionSynchronizationManager.getResource(factory) instanceof EntityManagerHolder holder
                && holder.getEntityManager().getTransaction().isActive();
    }
}
