package dev.connections.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.testing.TestDatabase;
import java.lang.reflect.Proxy;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The beans of a connection that repositories work on, without a supervisor. */
final class ConnectionByHand {

    private static final BeanDefinitionCustomizer BY_QUALIFIER =
            definition -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false);

    private ConnectionByHand() {}

    static void registerIn(GenericApplicationContext context, String name, TestDatabase database) {
        registerIn(context, name, poolOf(database));
        SqlDialect dialect = SqlDialect.ofJdbcUrl(database.jdbcUrl());
        context.registerBean(name, SqlConnection.class, () -> onlyTelling(dialect), BY_QUALIFIER);
    }

    /** A connection that does not tell its dialect. */
    static void registerIn(GenericApplicationContext context, String name, DataSource dataSource) {
        context.registerBean(name + "DataSource", DataSource.class, () -> dataSource, BY_QUALIFIER);
        context.registerBean(
                name + "TransactionManager",
                JdbcTransactionManager.class,
                () -> new JdbcTransactionManager(dataSource),
                BY_QUALIFIER);
    }

    static DataSource poolOf(TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        if (!database.username().isEmpty()) {
            pool.setUsername(database.username());
            pool.setPassword(database.password());
        }
        pool.setMaximumPoolSize(2);
        return pool;
    }

    static SqlConnection onlyTelling(SqlDialect dialect) {
        return (SqlConnection) Proxy.newProxyInstance(
                SqlConnection.class.getClassLoader(),
                new Class<?>[] {SqlConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "dialect" -> dialect;
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
