package dev.connections.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.testing.TestDatabase;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The beans of a connection that repositories work on, without a supervisor. */
final class ConnectionByHand {

    private ConnectionByHand() {}

    static void registerIn(GenericApplicationContext context, String name, TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        if (!database.username().isEmpty()) {
            pool.setUsername(database.username());
            pool.setPassword(database.password());
        }
        pool.setMaximumPoolSize(2);
        context.registerBean(
                name + "DataSource", HikariDataSource.class, () -> pool, definition -> ((AbstractBeanDefinition)
                                definition)
                        .setDefaultCandidate(false));
        context.registerBean(
                name + "TransactionManager",
                JdbcTransactionManager.class,
                () -> new JdbcTransactionManager(pool),
                definition -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false));
    }
}
