package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.books.Book;
import dev.connections.autoconfigure.sql.books.BookRepository;
import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.testing.EnglishLocale;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@ExtendWith(EnglishLocale.class)
class TransactionManagerAliasesAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    ConnectionTransactionsAutoConfiguration.class,
                    TransactionManagerAliasesAutoConfiguration.class))
            .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:spellings-pets")
            .withBean(Service.class)
            .withBean(ServiceOfOneConnection.class);

    private final ApplicationContextRunner two =
            runner.withPropertyValues("connections.shop.url=jdbc:h2:mem:spellings-shop");

    @Test
    void everySpellingMeansTheTransactionsOfTheConnection() {
        two.run(context -> {
            List<String> found = new ArrayList<>();
            Runnable work = () -> found.addAll(inTransaction(context));
            Service service = context.getBean(Service.class);
            service.camelCase(work);
            service.kebabCase(work);
            service.snakeCase(work);
            service.upperCase(work);
            service.beanName(work);
            context.getBean(ServiceOfOneConnection.class).work(work);
            assertThat(found).hasSize(6).containsOnly("petDbDataSource");
        });
    }

    @Test
    void theTransactionsOfTheOnlyConnectionHaveEverySpellingToo() {
        runner.run(context -> context.getBean(Service.class)
                .kebabCase(() -> assertThat(inTransaction(context)).containsExactly("petDbDataSource")));
    }

    @Test
    void repositoriesHaveEverySpellingToo() {
        two.withUserConfiguration(Books.class).run(context -> context.getBean(BookRepository.class)
                .inTransaction(() -> assertThat(inTransaction(context)).containsExactly("petDbDataSource")));
    }

    @Test
    void aTransactionManagerOfTheApplicationIsMeantFirst() {
        two.withUserConfiguration(OwnManager.class).run(context -> context.getBean(Service.class)
                .kebabCase(() -> assertThat(inTransaction(context)).isEmpty()));
    }

    @Test
    void aNameOfNoConnectionIsNotGuessed() {
        two.run(context -> assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                .isThrownBy(() -> context.getBean(Service.class).unknown())
                .withMessageContaining("'per-db'"));
    }

    private static List<String> inTransaction(ApplicationContext context) {
        return List.of("petDbDataSource", "shopDataSource").stream()
                .filter(context::containsBean)
                .filter(name -> TransactionSynchronizationManager.hasResource(context.getBean(name)))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "shop", basePackageClasses = Book.class)
    static class Books {}

    @Configuration(proxyBeanMethods = false)
    static class OwnManager {

        @Bean
        @Qualifier("pet-db")
        PlatformTransactionManager ownTransactionManager() {
            return new JdbcTransactionManager(
                    new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:mem:spellings-own"));
        }
    }

    static class Service {

        @Transactional("petDb")
        public void camelCase(Runnable work) {
            work.run();
        }

        @Transactional("pet-db")
        public void kebabCase(Runnable work) {
            work.run();
        }

        @Transactional("pet_db")
        public void snakeCase(Runnable work) {
            work.run();
        }

        @Transactional("PET_DB")
        public void upperCase(Runnable work) {
            work.run();
        }

        @Transactional("petDbTransactionManager")
        public void beanName(Runnable work) {
            work.run();
        }

        @Transactional("per-db")
        public void unknown() {
            throw new AssertionError("ran without a transaction");
        }
    }

    @Qualifier("pet-db")
    static class ServiceOfOneConnection {

        @Transactional
        public void work(Runnable work) {
            work.run();
        }
    }
}
