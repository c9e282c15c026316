package dev.connections.autoconfigure.sql;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.credentials.Credentials;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.url.SqlTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Replaces the databases of SQL connections by in-memory H2 databases, as {@code @AutoConfigureTestDatabase} does for
 * the {@code DataSource}. A database that is a test's own already stays: one in memory, of a container, or whose URL a
 * test supplies by a dynamic property. Spring Boot's own replacement is removed where it would take the data source of
 * a connection: it would part the data source from the connection.
 */
final class EmbeddedConnections implements SqlTargetReplacement, BeanDefinitionRegistryPostProcessor, PriorityOrdered {

    private static final Logger logger = LoggerFactory.getLogger(EmbeddedConnections.class);

    /** Spring Boot's beans that replace a {@code DataSource}. */
    private static final List<String> REPLACERS =
            List.of("nonTestEmbeddedDataSourceBeanFactoryPostProcessor", "embeddedDataSourceBeanFactoryPostProcessor");

    /** Property sources whose values exist in tests only, by simple class name. */
    private static final Set<String> TEST_SOURCES =
            Set.of("DynamicValuesPropertySource", "DynamicConnectionPropertySource", "ServiceConnectionProperties");

    private final Environment environment;

    private final ConcurrentMap<ConnectionName, SqlTarget> replaced = new ConcurrentHashMap<>();

    EmbeddedConnections(Environment environment) {
        this.environment = environment;
    }

    @Override
    public SqlTarget replace(ConnectionName connection, SqlTarget configured) {
        return stays(connection, configured) ? configured : replaced.computeIfAbsent(connection, this::embedded);
    }

    private SqlTarget embedded(ConnectionName connection) {
        Assert.state(
                ClassUtils.isPresent("org.h2.Driver", null),
                () -> "Connection '" + connection
                        + "' cannot be replaced by an embedded database: H2 is not on the class path."
                        + " Add the test dependency com.h2database:h2, or set"
                        + " @AutoConfigureTestDatabase(replace = Replace.NONE).");
        logger.info("Connection '{}' is replaced by an embedded H2 database", connection);
        return new SqlTarget(SqlDialect.H2, "jdbc:h2:mem:", Map.of(), Credentials.none(), null);
    }

    private boolean stays(ConnectionName connection, SqlTarget configured) {
        String replace = environment
                .getProperty("spring.test.database.replace", "NON_TEST")
                .toUpperCase(Locale.ROOT);
        return switch (replace) {
            case "NONE" -> true;
            case "ANY" -> false;
            default -> configured.isInMemory() || isOfTest(connection);
        };
    }

    private boolean isOfTest(ConnectionName connection) {
        ConfigurationPropertyName url =
                ConfigurationPropertyName.adapt("connections." + connection.value() + ".url", '.');
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(url);
            if (property != null) {
                return String.valueOf(property.getValue()).startsWith("jdbc:tc:")
                        || (property.getOrigin() instanceof PropertySourceOrigin origin
                                && TEST_SOURCES.contains(
                                        origin.getPropertySource().getClass().getSimpleName()));
            }
        }
        return false;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        ConfigurableListableBeanFactory beanFactory = (ConfigurableListableBeanFactory) registry;
        List<BeanDefinition> dataSources = Arrays.stream(beanFactory.getBeanNamesForType(DataSource.class, true, false))
                .filter(registry::containsBeanDefinition)
                .map(registry::getBeanDefinition)
                .toList();
        boolean chosen = dataSources.stream()
                .filter(definition -> dataSources.size() == 1 || definition.isPrimary())
                .anyMatch(ConnectionBeanDefinitions::isOfConnection);
        if (chosen) {
            REPLACERS.stream().filter(registry::containsBeanDefinition).forEach(registry::removeBeanDefinition);
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
