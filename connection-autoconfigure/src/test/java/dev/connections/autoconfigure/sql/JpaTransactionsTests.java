package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.owners.OwnerEntity;
import dev.connections.sql.SqlConnection;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** An entity manager takes part in the transactions of the connection whose data source it uses, and the other way round. */
class JpaTransactionsTests {

    private static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    AmbiguousDataSourcesAutoConfiguration.class,
                    ConnectionTransactionsAutoConfiguration.class,
                    TransactionManagerAliasesAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues(
                    "connections.main.url=jdbc:h2:mem:" + UUID.randomUUID(),
                    "connections.archive.url=jdbc:h2:mem:" + UUID.randomUUID());

    private static void run(Manager manager, Consumer<ApplicationContext> test) {
        manager.with(RUNNER).run(context -> {
            assertThat(context).hasNotFailed();
            SqlConnection main = context.getBean("main", SqlConnection.class);
            main.update("drop table if exists owners");
            main.update("create table owners (name varchar(40) primary key)");
            test.accept(context);
        });
    }

    private static SqlConnection main(ApplicationContext context) {
        return context.getBean("main", SqlConnection.class);
    }

    private static List<String> owners(ApplicationContext context) {
        return main(context).query("select name from owners order by name", String.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyUserOfTheDataSourceCommitsTogether(Manager manager) {
        run(manager, context -> {
            context.getBean(Service.class).commit();
            assertThat(owners(context)).containsExactly("client", "handle", "jpa");
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyUserOfTheDataSourceRollsBackTogether(Manager manager) {
        run(manager, context -> {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> context.getBean(Service.class).rollBack());
            assertThat(owners(context)).isEmpty();
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> main(context).transaction(tx -> {
                        context.getBean(Service.class).writeByAll();
                        throw new IllegalStateException();
                    }));
            assertThat(owners(context)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyUserOfTheDataSourceSeesTheOthersWrites(Manager manager) {
        run(manager, context -> main(context).transaction(tx -> {
            context.getBean(Service.class).writeByAll();
            assertThat(tx.query("select name from owners order by name", String.class))
                    .containsExactly("client", "handle", "jpa");
            assertThat(context.getBean(Service.class).namesByJpa()).containsExactly("client", "handle", "jpa");
        }));
    }

    @ParameterizedTest
    @EnumSource
    void nestsAndSuspends(Manager manager) {
        run(manager, context -> {
            TransactionTemplate requiresNew =
                    new TransactionTemplate(main(context).transactionManager());
            requiresNew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> main(context).transaction(tx -> {
                        tx.update("insert into owners values ('outer')");
                        requiresNew.executeWithoutResult(
                                status -> context.getBean(Service.class).persist("inner"));
                        throw new IllegalStateException();
                    }));
            assertThat(owners(context)).containsExactly("inner");
        });
    }

    @ParameterizedTest
    @EnumSource
    void rollsBackOnlyTheNestedPart(Manager manager) {
        run(manager, context -> {
            TransactionTemplate nested = new TransactionTemplate(main(context).transactionManager());
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
            main(context).transaction(tx -> {
                tx.update("insert into owners values ('outer')");
                nested.executeWithoutResult(status -> {
                    tx.update("insert into owners values ('inner')");
                    status.setRollbackOnly();
                });
            });
            assertThat(owners(context)).containsExactly("outer");
        });
    }

    @ParameterizedTest
    @EnumSource
    void readOnlyTransactionsEnd(Manager manager) {
        run(manager, context -> {
            TransactionTemplate readOnly = new TransactionTemplate(main(context).transactionManager());
            readOnly.setReadOnly(true);
            readOnly.executeWithoutResult(status ->
                    assertThat(context.getBean(Service.class).namesByJpa()).isEmpty());
            context.getBean(Service.class).commit();
            assertThat(owners(context)).hasSize(3);
        });
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheOtherDataSourceAlone(Manager manager) {
        run(manager, context -> {
            SqlConnection archive = context.getBean("archive", SqlConnection.class);
            archive.update("drop table if exists notes");
            archive.update("create table notes (text varchar(40))");
            main(context).transaction(tx -> {
                context.getBean(Service.class).persist("kept");
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> archive.transaction(other -> {
                            other.update("insert into notes values ('lost')");
                            throw new IllegalStateException();
                        }));
            });
            assertThat(owners(context)).containsExactly("kept");
            assertThat(archive.query("select text from notes", String.class)).isEmpty();
        });
    }

    /** A transaction that begins before JPA has started must not start it. */
    @Test
    void transactionsDuringTheStartAreThoseOfJdbc() {
        Manager.OF_BOOT
                .with(RUNNER)
                .withUserConfiguration(EarlyTransaction.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(main(context).query("select text from early", String.class))
                            .containsExactly("kept");
                });
    }

    /** How the application manages the transactions of JPA. */
    enum Manager {
        /** Spring Boot's manager is that of JPA on the primary connection. */
        OF_BOOT(),
        /** The application's is the named one, and there is no other. */
        NAMED_ONE(TheNamedOne.class),
        /** Each data source has its manager, as in applications with several of them. */
        ONE_OF_SEVERAL(Several.class),
        /** JPA's factory has been declared, and no manager for it. */
        NONE_OF_JPA(FactoryAlone.class);

        private final Class<?>[] configurations;

        Manager(Class<?>... configurations) {
            this.configurations = configurations;
        }

        ApplicationContextRunner with(ApplicationContextRunner runner) {
            ApplicationContextRunner with = runner.withUserConfiguration(Common.class)
                    .withUserConfiguration(configurations)
                    .withPropertyValues("spring.jpa.hibernate.ddl-auto=none");
            return Stream.of(OF_BOOT, NAMED_ONE).anyMatch(this::equals)
                    ? with.withPropertyValues("connections.main.primary=true")
                    : with;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = OwnerEntity.class)
    @Import(Service.class)
    static class Common {}

    @Configuration(proxyBeanMethods = false)
    static class TheNamedOne {

        @Bean
        PlatformTransactionManager transactionManager(@Qualifier("main") PlatformTransactionManager main) {
            return main;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FactoryAlone {

        @Bean
        LocalContainerEntityManagerFactoryBean entityManagerFactory(@Qualifier("main") DataSource dataSource) {
            LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
            factory.setDataSource(dataSource);
            factory.setPackagesToScan(OwnerEntity.class.getPackageName());
            factory.setPersistenceProviderClass(HibernatePersistenceProvider.class);
            factory.setJpaDialect(new org.springframework.orm.jpa.vendor.HibernateJpaDialect());
            return factory;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Several extends FactoryAlone {

        @Bean
        JpaTransactionManager jpa(EntityManagerFactory factory) {
            return new JpaTransactionManager(factory);
        }

        @Bean
        PlatformTransactionManager other(@Qualifier("archive") PlatformTransactionManager archive) {
            return archive;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EarlyTransaction {

        EarlyTransaction(@Qualifier("main") SqlConnection main) {
            main.update("create table early (text varchar(40))");
            main.transaction(tx -> tx.update("insert into early values ('kept')"));
        }
    }

    static class Service {

        private final EntityManager entities;

        private final SqlConnection main;

        private final JdbcClient client;

        Service(
                EntityManagerFactory factory,
                @Qualifier("main") SqlConnection main,
                @Qualifier("main") DataSource dataSource) {
            this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
            this.main = main;
            this.client = JdbcClient.create(dataSource);
        }

        @Transactional("main")
        public void commit() {
            writeByAll();
        }

        @Transactional("main")
        public void rollBack() {
            writeByAll();
            throw new IllegalStateException();
        }

        public void writeByAll() {
            persist("jpa");
            main.update("insert into owners values ('handle')");
            client.sql("insert into owners values ('client')").update();
        }

        public void persist(String name) {
            entities.persist(new OwnerEntity(name));
            entities.flush();
        }

        public List<String> namesByJpa() {
            return entities.createQuery("select o.name from OwnerEntity o order by o.name", String.class)
                    .getResultList();
        }
    }
}
