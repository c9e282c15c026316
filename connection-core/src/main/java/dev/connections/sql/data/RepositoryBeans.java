package dev.connections.sql.data;

import dev.connections.ConnectionException;
import dev.connections.ConnectionName;
import dev.connections.Connections;
import dev.connections.UnknownConnectionException;
import dev.connections.sql.SqlConnection;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.convert.DataAccessStrategy;
import org.springframework.data.jdbc.core.convert.JdbcConverter;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;

/**
 * The beans beside the repositories of a connection: names and definitions.
 *
 * @param connection the connection
 */
record RepositoryBeans(ConnectionName connection) {

    static final String JDBC_OPERATIONS = "NamedParameterJdbcOperations";
    static final String DIALECT = "JdbcDialect";
    static final String CUSTOM_CONVERSIONS = "JdbcCustomConversions";
    static final String MAPPING_CONTEXT = "JdbcMappingContext";
    static final String CONVERTER = "JdbcConverter";
    static final String DATA_ACCESS_STRATEGY = "DataAccessStrategy";
    static final String AGGREGATE_TEMPLATE = "JdbcAggregateTemplate";

    private static final String FACTORY = "RepositoryBeanFactory";

    /** Returns the name of the connection's bean with this suffix. */
    String name(String suffix) {
        return connection.camelCase() + suffix;
    }

    /**
     * Returns the connection's data source.
     *
     * @throws ConnectionException if there is no such connection, or it is not one to a database
     */
    DataSource dataSource(ListableBeanFactory factory) {
        String bean = name("DataSource");
        if (factory.containsBean(bean)) {
            return factory.getBean(bean, DataSource.class);
        }
        Connections connections = factory.getBeanProvider(Connections.class).getIfAvailable();
        if (connections == null) {
            throw new UnknownConnectionException(connection.value(), Set.of());
        }
        String type = connections.get(connection.value()).type();
        throw new ConnectionException(
                connection.value(),
                "The connection '" + connection + "' is of the type '" + type
                        + "'. @EnableConnectionRepositories needs one of the type 'sql'",
                null);
    }

    /** Returns the connection's handle, {@code null} if it has none. */
    @Nullable
    SqlConnection handle(ListableBeanFactory factory) {
        String bean = name("");
        return factory.containsBean(bean) && factory.isTypeMatch(bean, SqlConnection.class)
                ? factory.getBean(bean, SqlConnection.class)
                : null;
    }

    /** Defines all of them, but for those that are there. */
    void registerIn(BeanDefinitionRegistry registry) {
        if (registry.containsBeanDefinition(name(FACTORY))) {
            return;
        }
        RootBeanDefinition factory = new RootBeanDefinition(RepositoryBeanFactory.class);
        factory.getConstructorArgumentValues().addIndexedArgumentValue(0, connection.value());
        factory.setAutowireCandidate(false);
        factory.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        factory.setLazyInit(true);
        registry.registerBeanDefinition(name(FACTORY), factory);

        register(registry, JDBC_OPERATIONS, NamedParameterJdbcOperations.class, "jdbcOperations");
        register(registry, DIALECT, JdbcDialect.class, "dialect");
        register(registry, CUSTOM_CONVERSIONS, JdbcCustomConversions.class, "customConversions");
        register(registry, MAPPING_CONTEXT, JdbcMappingContext.class, "mappingContext");
        register(registry, CONVERTER, JdbcConverter.class, "converter");
        register(registry, DATA_ACCESS_STRATEGY, DataAccessStrategy.class, "dataAccessStrategy");
        register(registry, AGGREGATE_TEMPLATE, JdbcAggregateTemplate.class, "aggregateTemplate");
    }

    private void register(BeanDefinitionRegistry registry, String suffix, Class<?> type, String method) {
        if (registry.containsBeanDefinition(name(suffix))) {
            return;
        }
        RootBeanDefinition definition = new RootBeanDefinition(type);
        definition.setFactoryBeanName(name(FACTORY));
        definition.setFactoryMethodName(method);
        definition.setDefaultCandidate(false);
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, connection.camelCase()));
        definition.addQualifier(new AutowireCandidateQualifier(ConnectionName.class, connection.value()));
        definition.setLazyInit(true);
        registry.registerBeanDefinition(name(suffix), definition);
    }
}
