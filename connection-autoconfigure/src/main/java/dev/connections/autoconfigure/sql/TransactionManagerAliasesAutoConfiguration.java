package dev.connections.autoconfigure.sql;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;

/**
 * Auto-configuration of {@code @Transactional("pet-db")}, whose qualifier may be any spelling of a connection's name,
 * whichever manager begins the transactions.
 */
@AutoConfiguration(after = ConnectionsAutoConfiguration.class)
@ConditionalOnBean(SqlConnection.class)
public final class TransactionManagerAliasesAutoConfiguration {

    @Bean
    static TransactionManagerAliasesPostProcessor transactionManagerAliasesPostProcessor(
            ListableBeanFactory beanFactory) {
        return new TransactionManagerAliasesPostProcessor(new TransactionManagerAliases(beanFactory));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RepositoryFactoryBeanSupport.class)
    static class Repositories {

        @Bean
        static RepositoryTransactionAliasesPostProcessor repositoryTransactionAliasesPostProcessor(
                ListableBeanFactory beanFactory) {
            return new RepositoryTransactionAliasesPostProcessor(new TransactionManagerAliases(beanFactory));
        }
    }
}
