package dev.connections.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.testing.TestDatabase;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans of a connection, as the auto-configuration registers them. */
public final class ConnectionByHand {

    private static final BeanDefinitionCustomizer BY_QUALIFIER =
            definition -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false);

    private ConnectionByHand() {}

    public static TestConnection registerIn(GenericApplicationContext context, String name, TestDatabase database) {
        return registerIn(context, name, new TestConnection(database, SqlOptions.defaults()));
    }

    static TestConnection registerIn(GenericApplicationContext context, String name, TestConnection connection) {
        context.registerBean(name + "Closing", TestConnection.class, () -> connection);
        context.registerBean(name, SqlConnection.class, () -> connection.sql);
        context.registerBean(name + "DataSource", DataSource.class, connection.sql::dataSource, BY_QUALIFIER);
        context.registerBean(
                name + "TransactionManager",
                PlatformTransactionManager.class,
                connection.sql::transactionManager,
                BY_QUALIFIER);
        return connection;
    }

    /** A connection without a handle, which would tell the dialect. */
    public static void registerWithoutHandleIn(GenericApplicationContext context, String name, TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        context.registerBean(name + "DataSource", HikariDataSource.class, () -> pool, BY_QUALIFIER);
        context.registerBean(
                name + "TransactionManager",
                JdbcTransactionManager.class,
                () -> new JdbcTransactionManager(pool),
                BY_QUALIFIER);
    }
}
