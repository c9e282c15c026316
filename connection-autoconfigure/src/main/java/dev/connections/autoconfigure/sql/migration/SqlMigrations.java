package dev.connections.autoconfigure.sql.migration;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.sql.pool.DatabaseSetup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The migrations of all SQL connections, made with their factories. Thread-safe. */
public final class SqlMigrations implements SchemaManagementProvider, DisposableBean {

    /** The name of its bean. */
    public static final String BEAN_NAME = "connectionMigrations";

    private final ConfigurableListableBeanFactory beanFactory;

    /** By connection; a reload for another database replaces them. */
    private final ConcurrentMap<ConnectionName, Migrated> byConnection = new ConcurrentHashMap<>();

    public SqlMigrations(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    /**
     * Registers the beans that belong to the migrations of a connection, and keeps Spring Boot from migrating the same
     * database a second time.
     */
    public static void register(
            ConnectionName connection,
            MigrationSettings settings,
            BeanDefinitionRegistry registry,
            ConfigurableEnvironment environment) {
        boolean applicationsOwn = isApplicationsOwn(connection, registry);
        if (settings.wanted().containsKey(MigrationTool.FLYWAY) && MigrationTool.FLYWAY.isPresent()) {
            RootBeanDefinition definition = new RootBeanDefinition();
            definition.setTargetType(Flyway.class);
            definition.setFactoryBeanName(BEAN_NAME);
            definition.setFactoryMethodName("flyway");
            definition.getConstructorArgumentValues().addIndexedArgumentValue(0, connection.value());
            definition.setDefaultCandidate(applicationsOwn);
            definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, connection.camelCase()));
            registry.registerBeanDefinition(connection.camelCase() + "Flyway", definition);
        }
        if (applicationsOwn) {
            Map<String, Object> off = new LinkedHashMap<>();
            if (settings.wanted().containsKey(MigrationTool.LIQUIBASE)) {
                off.put("spring.liquibase.enabled", "false");
            }
            if (settings.wanted().containsKey(MigrationTool.SCRIPTS)) {
                off.put("spring.sql.init.mode", "never");
            }
            if (!off.isEmpty()) {
                environment.getPropertySources().addFirst(new MapPropertySource(BEAN_NAME, off));
            }
        }
    }

    private static boolean isApplicationsOwn(ConnectionName connection, BeanDefinitionRegistry registry) {
        String dataSource = dataSourceBean(connection);
        return registry.containsBeanDefinition(dataSource)
                && registry.getBeanDefinition(dataSource) instanceof AbstractBeanDefinition definition
                && ConnectionBeanDefinitions.isOfConnection(definition)
                && definition.isDefaultCandidate();
    }

    private static String dataSourceBean(ConnectionName connection) {
        return connection.camelCase() + "DataSource";
    }

    /**
     * Returns the setup of a database. For the same connection and URL that is the same one, so that nothing runs
     * twice.
     *
     * @param jdbcUrl the database
     */
    public DatabaseSetup of(ConnectionName connection, MigrationSettings settings, String jdbcUrl) {
        if (settings.isEmpty()) {
            return DatabaseSetup.NONE;
        }
        Migrated present = byConnection.get(connection);
        if (present == null || !present.jdbcUrl().equals(jdbcUrl)) {
            Migrated made = new Migrated(jdbcUrl, make(connection, settings));
            byConnection.put(connection, made);
            if (present != null) {
                present.migration().close();
            }
            present = made;
        }
        return present.migration();
    }

    private SqlMigration make(ConnectionName connection, MigrationSettings settings) {
        SqlMigration migration = new SqlMigration(connection.value(), settings);
        settings.wanted().forEach((tool, own) -> {
            MigrationDataSource dataSource =
                    new MigrationDataSource(() -> beanFactory.getBean(dataSourceBean(connection), DataSource.class));
            migration.add(
                    tool,
                    dataSource,
                    new MigrationContext(
                            tool, own, dataSource, customizers(connection, tool), beanFactory.getBeanClassLoader()));
        });
        return migration;
    }

    /** Beans with the qualifier of the connection; those without one belong to the application's own data source. */
    private Map<String, Object> customizers(ConnectionName connection, MigrationTool tool) {
        boolean applicationsOwn =
                beanFactory instanceof BeanDefinitionRegistry registry && isApplicationsOwn(connection, registry);
        Map<String, Object> customizers = new LinkedHashMap<>();
        for (Class<?> type : tool.customizers()) {
            for (String beanName : beanFactory.getBeanNamesForType(type)) {
                Qualifier qualifier = beanFactory.findAnnotationOnBean(beanName, Qualifier.class);
                boolean meant = (qualifier != null)
                        ? ConnectionName.isValid(qualifier.value())
                                && new ConnectionName(qualifier.value()).equals(connection)
                        : applicationsOwn;
                if (meant) {
                    customizers.put(beanName, beanFactory.getBean(beanName));
                }
            }
        }
        return customizers;
    }

    /** Returns the migrations of a connection; {@code null} if it has none. */
    @Nullable
    SqlMigration find(String connection) {
        Migrated migrated = byConnection.get(new ConnectionName(connection));
        return (migrated != null) ? migrated.migration() : null;
    }

    /** The keys of the tools that migrate a connection. */
    String describe(String connection) {
        SqlMigration migration = find(connection);
        return (migration != null) ? migration.settings().keys() : "";
    }

    /** Makes the bean of a connection's {@code Flyway}. */
    Object flyway(String connection) {
        beanFactory.getBean(SupervisedConnections.class).supervised(connection);
        SqlMigration migration = find(connection);
        MigrationContext context = (migration != null) ? migration.context(MigrationTool.FLYWAY) : null;
        if (context == null) {
            throw new IllegalStateException("Connection '" + connection + "' has no settings of Flyway");
        }
        return context.bean(Flyway.class);
    }

    /** JPA leaves the schema alone that Flyway or Liquibase manage. */
    @Override
    public SchemaManagement getSchemaManagement(DataSource dataSource) {
        boolean managed = byConnection.entrySet().stream()
                .filter(entry -> entry.getValue().migration().managesSchema())
                .map(entry -> dataSourceBean(entry.getKey()))
                .anyMatch(
                        beanName -> beanFactory.containsBean(beanName) && beanFactory.getBean(beanName) == dataSource);
        return managed ? SchemaManagement.MANAGED : SchemaManagement.UNMANAGED;
    }

    @Override
    public void destroy() {
        byConnection.values().forEach(migrated -> migrated.migration().close());
    }

    private record Migrated(String jdbcUrl, SqlMigration migration) {}
}
