package dev.connections.sql.data;

import dev.connections.ConnectionName;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.errors.SqlExceptionTranslation;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.convert.DataAccessStrategy;
import org.springframework.data.jdbc.core.convert.IdGeneratingEntityCallback;
import org.springframework.data.jdbc.core.convert.JdbcConverter;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.convert.QueryMappingConfiguration;
import org.springframework.data.jdbc.core.convert.RelationResolver;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.jdbc.repository.config.JdbcConfiguration;
import org.springframework.data.mapping.callback.EntityCallbacks;
import org.springframework.data.relational.RelationalManagedTypes;
import org.springframework.data.relational.core.mapping.NamingStrategy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Makes the {@link RepositoryBeans} of one connection, each out of the beans of the others, so that any can be
 * replaced.
 */
final class RepositoryBeanFactory {

    private final RepositoryBeans beans;
    private final ConfigurableApplicationContext context;

    RepositoryBeanFactory(String connectionName, ConfigurableApplicationContext context) {
        this.beans = new RepositoryBeans(new ConnectionName(connectionName));
        this.context = context;
    }

    JdbcDialect dialect() {
        JdbcDialect dialect = RepositoryDialect.of(beans, context);
        String id = dialect.getIdentifierProcessing().standardizeLetterCase("id");
        // Spring Data changes the case of column names by the default locale, here and when it reads them
        if (id.equals("id") || id.equals("ID")) {
            return dialect;
        }
        throw new IllegalStateException("Connection '" + beans.connection() + "': with the default locale "
                + Locale.getDefault() + ", Spring Data JDBC calls the column 'id' '" + id + "'. Start the JVM with"
                + " -Duser.language=en, or use the SqlConnection instead of repositories.");
    }

    NamedParameterJdbcOperations jdbcOperations() {
        JdbcTemplate template = new JdbcTemplate(beans.dataSource(context));
        SqlConnection connection = beans.handle(context);
        if (connection != null) {
            template.setExceptionTranslator(new SqlExceptionTranslation(connection.name(), connection.dialect()));
        }
        JdbcDialect dialect = bean(RepositoryBeans.DIALECT, JdbcDialect.class);
        return dialect instanceof SqliteJdbcDialect || dialect instanceof DuckDbJdbcDialect
                ? new EscapedLikeJdbcTemplate(template)
                : new NamedParameterJdbcTemplate(template);
    }

    JdbcCustomConversions customConversions() {
        JdbcDialect dialect = bean(RepositoryBeans.DIALECT, JdbcDialect.class);
        JdbcCustomConversions application = ApplicationConversions.in(context.getBeanFactory());
        return application == null
                ? JdbcCustomConversions.of(dialect, List.of())
                : new LayeredConversions(dialect, application);
    }

    JdbcMappingContext mappingContext() {
        String ownNaming = beans.name("NamingStrategy");
        NamingStrategy naming = context.containsBean(ownNaming)
                ? context.getBean(ownNaming, NamingStrategy.class)
                : context.getBeanProvider(NamingStrategy.class).getIfUnique(SnakeCaseNaming::new);
        return JdbcConfiguration.createMappingContext(
                RelationalManagedTypes.empty(),
                bean(RepositoryBeans.CUSTOM_CONVERSIONS, JdbcCustomConversions.class),
                naming);
    }

    JdbcConverter converter() {
        RelationResolver resolver =
                (identifier, path) -> bean(RepositoryBeans.DATA_ACCESS_STRATEGY, DataAccessStrategy.class)
                        .findAllByPath(identifier, path);
        return JdbcConfiguration.createConverter(
                bean(RepositoryBeans.MAPPING_CONTEXT, JdbcMappingContext.class),
                bean(RepositoryBeans.JDBC_OPERATIONS, NamedParameterJdbcOperations.class),
                resolver,
                bean(RepositoryBeans.CUSTOM_CONVERSIONS, JdbcCustomConversions.class),
                bean(RepositoryBeans.DIALECT, JdbcDialect.class));
    }

    DataAccessStrategy dataAccessStrategy() {
        return JdbcConfiguration.createDataAccessStrategy(
                bean(RepositoryBeans.JDBC_OPERATIONS, NamedParameterJdbcOperations.class),
                bean(RepositoryBeans.CONVERTER, JdbcConverter.class),
                context.getBeanProvider(QueryMappingConfiguration.class).getIfUnique(),
                bean(RepositoryBeans.DIALECT, JdbcDialect.class));
    }

    JdbcAggregateTemplate aggregateTemplate() {
        JdbcAggregateTemplate template = new JdbcAggregateTemplate(
                bean(RepositoryBeans.CONVERTER, JdbcConverter.class),
                bean(RepositoryBeans.DATA_ACCESS_STRATEGY, DataAccessStrategy.class));
        template.setEntityCallbacks(entityCallbacks());
        return template;
    }

    private EntityCallbacks entityCallbacks() {
        EntityCallbacks callbacks = SharedEntityCallbacks.of(context.getBeanFactory());
        callbacks.addEntityCallback(new IdGeneratingEntityCallback(
                bean(RepositoryBeans.MAPPING_CONTEXT, JdbcMappingContext.class),
                bean(RepositoryBeans.DIALECT, JdbcDialect.class),
                bean(RepositoryBeans.JDBC_OPERATIONS, NamedParameterJdbcOperations.class)));
        return callbacks;
    }

    private <T> T bean(String suffix, Class<T> type) {
        return context.getBean(beans.name(suffix), type);
    }
}
