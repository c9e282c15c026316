package dev.connections.autoconfigure.sql;

import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Takes the data sources of connections out of the choice if there is nothing to choose one by, and those that only
 * users can open in any case.
 */
final class AmbiguousDataSources implements ImportBeanDefinitionRegistrar {

    private static final Logger logger = LoggerFactory.getLogger(AmbiguousDataSources.class);

    /** What changes a database at start-up unasked, by the prefix of its properties. */
    private static final Map<String, String> MIGRATIONS = Map.of(
            "spring.flyway", "org.flywaydb.core.Flyway",
            "spring.liquibase", "liquibase.integration.spring.SpringLiquibase");

    private final ConfigurableListableBeanFactory beanFactory;

    private final Environment environment;

    AmbiguousDataSources(BeanFactory beanFactory, Environment environment) {
        this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        List<String> candidates = new ArrayList<>();
        for (String beanName : beanFactory.getBeanNamesForType(DataSource.class, true, false)) {
            if (registry.containsBeanDefinition(beanName)
                    && registry.getBeanDefinition(beanName) instanceof AbstractBeanDefinition definition
                    && ConnectionBeanDefinitions.isOfConnection(definition)
                    && definition.isDefaultCandidate()) {
                if (ConnectionBeanDefinitions.isPerUser(definition)) {
                    definition.setDefaultCandidate(false);
                } else {
                    candidates.add(beanName);
                }
            }
        }
        if (candidates.size() > 1) {
            candidates.forEach(beanName ->
                    ((AbstractBeanDefinition) registry.getBeanDefinition(beanName)).setDefaultCandidate(false));
            MIGRATIONS.forEach((prefix, type) -> warnIfIdle(prefix, type, candidates));
        }
    }

    private void warnIfIdle(String prefix, String type, List<String> candidates) {
        if (ClassUtils.isPresent(type, beanFactory.getBeanClassLoader())
                && environment.getProperty(prefix + ".enabled", Boolean.class, true)
                && environment.getProperty(prefix + ".url") == null
                && beanFactory.getBeanNamesForType(
                                        ClassUtils.resolveClassName(type, beanFactory.getBeanClassLoader()),
                                        true,
                                        false)
                                .length
                        == 0) {
            logger.warn(
                    "{} migrates nothing: none of the connections with the beans {} is primary. Set"
                            + " 'connections.<name>.primary', declare a bean of your own, or set '{}.enabled' "
                            + "to false.",
                    ClassUtils.getShortName(type),
                    String.join(", ", candidates),
                    prefix);
        }
    }
}
