package dev.connections.autoconfigure.sql;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.AbstractTransactionManagementConfiguration;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * Auto-configuration that makes {@code @Transactional("petDb")} work where no transaction manager is the application's
 * own. Spring Boot leaves it out then, because it does not see those that are injected by qualifier, and the annotation
 * would silently do nothing.
 */
@AutoConfiguration(after = {ConnectionsAutoConfiguration.class, TransactionAutoConfiguration.class})
@ConditionalOnBean(SqlConnection.class)
@ConditionalOnMissingBean(AbstractTransactionManagementConfiguration.class)
public final class ConnectionTransactionsAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "spring.aop.proxy-target-class", matchIfMissing = true)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class ClassProxies {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "spring.aop.proxy-target-class", havingValue = false)
    @EnableTransactionManagement
    static class InterfaceProxies {}
}
