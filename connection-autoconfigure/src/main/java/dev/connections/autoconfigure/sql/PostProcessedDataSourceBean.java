package dev.connections.autoconfigure.sql;

import dev.connections.ConnectionName;
import dev.connections.Internal;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.sql.datasource.DataSourceBean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * The bean of a connection's data source, as the bean post-processors of the application have left it. Safe for use by
 * several threads.
 */
@Internal
public final class PostProcessedDataSourceBean implements DataSourceBean {

    private static final boolean JPA_PRESENT = ClassUtils.isPresent(
            "org.springframework.orm.jpa.JpaTransactionManager", PostProcessedDataSourceBean.class.getClassLoader());

    private final ConfigurableApplicationContext context;

    private final String beanName;

    private volatile boolean withoutJpa = !JPA_PRESENT;

    private PostProcessedDataSourceBean(ConfigurableApplicationContext context, String beanName) {
        this.context = context;
        this.beanName = beanName;
    }

    /**
     * Returns the bean of a connection's data source.
     *
     * @return {@code null} for a connection without beans, which was opened at run time
     */
    public static @Nullable DataSourceBean of(ConfigurableApplicationContext context, ConnectionName connection) {
        String beanName = connection.camelCase() + "DataSource";
        ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
        return (beanFactory.containsBeanDefinition(beanName)
                        && ConnectionBeanDefinitions.isOfConnection(beanFactory.getBeanDefinition(beanName)))
                ? new PostProcessedDataSourceBean(context, beanName)
                : null;
    }

    @Override
    public boolean isInCreation() {
        return context.getBeanFactory().isCurrentlyInCreation(beanName);
    }

    @Override
    public @Nullable DataSource get() {
        return isInCreation() ? null : context.getBeanFactory().getBean(beanName, DataSource.class);
    }

    @Override
    public @Nullable PlatformTransactionManager jpaTransactionManager() {
        DataSource dataSource = withoutJpa ? null : get();
        if (dataSource == null) {
            return null;
        }
        boolean started = context.isRunning();
        PlatformTransactionManager manager =
                new JpaTransactions(context.getBeanFactory(), started).managerOf(dataSource);
        withoutJpa = started && manager == null;
        return manager;
    }

    @Override
    public boolean isInJpaTransaction(PlatformTransactionManager jpa) {
        return JpaTransactions.isActive(jpa);
    }
}
