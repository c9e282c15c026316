package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.AbstractTransactionManagementConfiguration;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class ConnectionTransactionsAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    ConnectionTransactionsAutoConfiguration.class))
            .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:transactions")
            .withBean(Service.class);

    @Test
    void makesTransactionsOfSeveralConnections() {
        runner.withPropertyValues("connections.shop.url=jdbc:h2:mem:others").run(context -> {
            assertThat(context).hasSingleBean(AbstractTransactionManagementConfiguration.class);
            assertThat(AopUtils.isCglibProxy(context.getBean(Service.class))).isTrue();
            assertThat(context.getBean(Service.class).transaction()).endsWith("Service.transaction");
        });
    }

    @Test
    void stepsBackBeforeSpringBoot() {
        runner.run(context -> {
            assertThat(context)
                    .hasSingleBean(AbstractTransactionManagementConfiguration.class)
                    .doesNotHaveBean(ConnectionTransactionsAutoConfiguration.class);
            assertThat(context.getBean(Service.class).transaction()).endsWith("Service.transaction");
        });
    }

    @Test
    void stepsBackBeforeTheApplication() {
        runner.withPropertyValues("connections.shop.url=jdbc:h2:mem:others")
                .withUserConfiguration(OwnTransactions.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(AbstractTransactionManagementConfiguration.class)
                        .doesNotHaveBean(ConnectionTransactionsAutoConfiguration.class));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class OwnTransactions {}

    static class Service {

        @Transactional("petDb")
        public String transaction() {
            return String.valueOf(TransactionSynchronizationManager.getCurrentTransactionName());
        }
    }
}
