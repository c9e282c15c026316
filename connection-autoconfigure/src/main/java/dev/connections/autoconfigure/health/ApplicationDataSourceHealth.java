package dev.connections.autoconfigure.health;

import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/**
 * Takes the data sources of connections out of Spring Boot's health {@code db}, which would show them a second time and
 * ask each database in turn, for as long as that takes. When there are no others {@code db} is not there at all, so
 * that a health group which names it fails at start-up instead of passing without a check.
 */
final class ApplicationDataSourceHealth
        implements BeanDefinitionRegistryPostProcessor, BeanPostProcessor, BeanFactoryAware {

    /** Spring Boot's bean. */
    private static final String DB = "dbHealthContributor";

    private ConfigurableListableBeanFactory beanFactory;

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        String[] dataSources = beanFactory.getBeanNamesForType(DataSource.class, true, false);
        if (isSpringBoots() && Arrays.stream(dataSources).allMatch(this::isOfConnection)) {
            registry.removeBeanDefinition(DB);
        }
    }

    private boolean isSpringBoots() {
        if (!beanFactory.containsBeanDefinition(DB)) {
            return false;
        }
        String maker = beanFactory.getBeanDefinition(DB).getFactoryBeanName();
        return maker != null && maker.endsWith("DataSourceHealthContributorAutoConfiguration");
    }

    private boolean isOfConnection(String beanName) {
        return beanFactory.containsBeanDefinition(beanName)
                && ConnectionBeanDefinitions.isOfConnection(beanFactory.getBeanDefinition(beanName));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return (beanName.equals(DB) && bean instanceof CompositeHealthContributor all) ? ofOthers(all) : bean;
    }

    private HealthContributor ofOthers(CompositeHealthContributor all) {
        Map<String, HealthContributor> others = new LinkedHashMap<>();
        all.stream()
                .filter(entry -> !isOfConnection(entry.name()))
                .forEach(entry -> others.put(entry.name(), entry.contributor()));
        // as Spring Boot does with a single one
        return (others.size() == 1) ? others.values().iterator().next() : CompositeHealthContributor.fromMap(others);
    }
}
