package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.observation.boot.autoconfigure.DataSourceObservationAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Libraries wrap the beans of data sources, to observe statements for example: all use the bean as it is then. */
class WrappedDataSourcesTests {

    private static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    AmbiguousDataSourcesAutoConfiguration.class,
                    ConnectionTransactionsAutoConfiguration.class,
                    TransactionManagerAliasesAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class));

    private static void run(Wrapper wrapper, Consumer<ApplicationContext> test) {
        wrapper.with(RUNNER)
                .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    petDb(context).update("create table pets (name varchar(40))");
                    test.accept(context);
                });
    }

    private static SqlConnection petDb(ApplicationContext context) {
        return context.getBean(SqlConnection.class);
    }

    private static List<String> pets(ApplicationContext context) {
        return petDb(context).query("select name from pets order by name", String.class);
    }

    private static void insertByAll(ApplicationContext context) {
        petDb(context).update("insert into pets values ('handle')");
        petDb(context).jdbcClient().sql("insert into pets values ('client')").update();
        JdbcClient.create(context.getBean(DataSource.class))
                .sql("insert into pets values ('template')")
                .update();
    }

    @ParameterizedTest
    @EnumSource
    void everyUserOfTheBeanRollsBackTogether(Wrapper wrapper) {
        run(wrapper, context -> {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> petDb(context).transaction(tx -> {
                        insertByAll(context);
                        throw new IllegalStateException();
                    }));
            assertThat(pets(context)).isEmpty();
            for (PlatformTransactionManager manager :
                    context.getBeansOfType(PlatformTransactionManager.class).values()) {
                new TransactionTemplate(manager).executeWithoutResult(status -> {
                    insertByAll(context);
                    assertThat(pets(context)).hasSize(3);
                    status.setRollbackOnly();
                });
                assertThat(pets(context)).isEmpty();
            }
            petDb(context).transaction(tx -> insertByAll(context));
            assertThat(pets(context)).containsExactly("client", "handle", "template");
        });
    }

    @ParameterizedTest
    @EnumSource
    void theHandleGivesTheBean(Wrapper wrapper) {
        run(wrapper, context -> assertThat(petDb(context).dataSource())
                .isSameAs(context.getBean("petDbDataSource"))
                .matches(dataSource -> !dataSource.getClass().getName().startsWith("dev.connections")));
    }

    /** Statements outside of transactions too. */
    @ParameterizedTest
    @EnumSource
    void theLibrarySeesTheStatements(Wrapper wrapper) {
        run(wrapper, context -> {
            AtomicInteger seen = wrapper.seen(context);
            int before = seen.get();
            pets(context);
            petDb(context).query("select * from pets");
            petDb(context).transaction(tx -> tx.update("insert into pets values ('rex')"));
            assertThat(seen.get()).isGreaterThanOrEqualTo(before + 3);
        });
    }

    /** That is the way to spans for them: the connection's own observations are those of the handle. */
    @ParameterizedTest
    @EnumSource
    void theLibrarySeesTheStatementsOfJdbcClientAndOfJpa(Wrapper wrapper) {
        wrapper.with(RUNNER)
                .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .withUserConfiguration(NoEntities.class)
                .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> {
                    AtomicInteger seen = wrapper.seen(context);
                    int before = seen.get();
                    petDb(context)
                            .jdbcClient()
                            .sql("select 1")
                            .query(Integer.class)
                            .single();
                    assertThat(seen.get()).isGreaterThan(before);
                    int byClient = seen.get();
                    try (EntityManager entities =
                            context.getBean(EntityManagerFactory.class).createEntityManager()) {
                        entities.createNativeQuery("select 2").getSingleResult();
                    }
                    assertThat(seen.get()).isGreaterThan(byClient);
                });
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class NoEntities {}

    @ParameterizedTest
    @EnumSource
    void writesEvictCachedResults(Wrapper wrapper) {
        wrapper.with(RUNNER)
                .withPropertyValues(
                        "connections.pet-db.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "connections.pet-db.cache.ttl=1h",
                        "connections.pet-db.cache.evict-on-write=true")
                .run(context -> {
                    petDb(context).update("create table pets (name varchar(40))");
                    assertThat(pets(context)).isEmpty();
                    petDb(context).transaction(tx -> {
                        insertByAll(context);
                        assertThat(pets(context)).hasSize(3);
                    });
                    assertThat(pets(context)).hasSize(3);
                    JdbcClient.create(context.getBean(DataSource.class))
                            .sql("insert into pets values ('late')")
                            .update();
                    assertThat(pets(context)).hasSize(4);
                });
    }

    /** The library asks for the name of the database while it wraps. */
    @ParameterizedTest
    @EnumSource
    void aDeadDatabaseDelaysNoStart(Wrapper wrapper) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            wrapper.with(RUNNER)
                    .withPropertyValues(
                            "connections.pet-db.url=jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/pets",
                            "connections.pet-db.connect-timeout=100s",
                            "connections.pet-db.start=lazy")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void failuresOfTheConnectionStayWhatTheyAre(Wrapper wrapper) {
        wrapper.with(RUNNER)
                .withPropertyValues(
                        "connections.pet-db.url=jdbc:postgresql://127.0.0.1:1/pets",
                        "connections.pet-db.recovery.ride-out=0s",
                        "connections.pet-db.start=lazy")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThatExceptionOfType(TransientDataAccessResourceException.class)
                            .isThrownBy(() -> petDb(context).query("select 1"))
                            .withMessageContaining("pet-db");
                });
    }

    @ParameterizedTest
    @EnumSource
    void aLoginConnectionBreaksNoStart(Wrapper wrapper) {
        wrapper.with(RUNNER)
                .withPropertyValues(
                        "connections.pet-db.url=jdbc:postgresql://127.0.0.1:1/pets",
                        "connections.pet-db.login.title=Pets")
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** As {@code spring.datasource.connection-fetch: lazy} wraps the data source of Spring Boot. */
    @Test
    void lazyConnectionsRollBackTogether() {
        RUNNER.withUserConfiguration(Lazy.class)
                .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> {
                    petDb(context).update("create table pets (name varchar(40))");
                    assertThat(petDb(context).dataSource()).isInstanceOf(LazyConnectionDataSourceProxy.class);
                    assertThatExceptionOfType(IllegalStateException.class)
                            .isThrownBy(() -> petDb(context).transaction(tx -> {
                                insertByAll(context);
                                throw new IllegalStateException();
                            }));
                    assertThat(pets(context)).isEmpty();
                });
    }

    /** The application's own data source chooses between connections. It is Spring Boot's, too. */
    @Test
    void aRoutingDataSourceOverConnectionsRollsBack() {
        RUNNER.withUserConfiguration(Routing.class)
                .withConfiguration(AutoConfigurations.of(JdbcTemplateAutoConfiguration.class))
                .withPropertyValues(
                        "connections.pet-db.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "connections.order-db.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    SqlConnection pets = context.getBean("petDb", SqlConnection.class);
                    SqlConnection orders = context.getBean("orderDb", SqlConnection.class);
                    pets.update("create table notes (id int)");
                    orders.update("create table notes (id int)");
                    JdbcTemplate routed = context.getBean(JdbcTemplate.class);
                    TransactionTemplate transaction = new TransactionTemplate(
                            context.getBean("transactionManager", PlatformTransactionManager.class));
                    for (String route : List.of("pets", "orders")) {
                        Routing.ROUTE.set(route);
                        transaction.executeWithoutResult(status -> {
                            routed.update("insert into notes values (1)");
                            status.setRollbackOnly();
                        });
                        transaction.executeWithoutResult(status -> routed.update("insert into notes values (2)"));
                    }
                    Routing.ROUTE.remove();
                    assertThat(pets.query("select id from notes", Integer.class))
                            .containsExactly(2);
                    assertThat(orders.query("select id from notes", Integer.class))
                            .containsExactly(2);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Routing {

        private static final ThreadLocal<String> ROUTE = new ThreadLocal<>();

        @Bean
        DataSource dataSource(
                @Qualifier("petDbDataSource") DataSource pets, @Qualifier("orderDbDataSource") DataSource orders) {
            AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
                @Override
                protected Object determineCurrentLookupKey() {
                    return ROUTE.get();
                }
            };
            routing.setTargetDataSources(Map.of("pets", pets, "orders", orders));
            routing.setDefaultTargetDataSource(pets);
            return routing;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Lazy {

        @Bean
        static BeanPostProcessor lazyDataSources() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String beanName) {
                    return (bean instanceof DataSource dataSource)
                            ? new LazyConnectionDataSourceProxy(dataSource)
                            : bean;
                }
            };
        }
    }

    enum Wrapper {
        DATASOURCE_MICROMETER {
            @Override
            ApplicationContextRunner with(ApplicationContextRunner runner) {
                return runner.withConfiguration(AutoConfigurations.of(
                                ObservationAutoConfiguration.class,
                                NoopTracerAutoConfiguration.class,
                                DataSourceObservationAutoConfiguration.class))
                        .withUserConfiguration(Counting.class);
            }

            @Override
            AtomicInteger seen(ApplicationContext context) {
                return context.getBean(Counting.class).seen;
            }
        },
        PROXY {
            @Override
            ApplicationContextRunner with(ApplicationContextRunner runner) {
                return runner.withUserConfiguration(Proxies.class);
            }

            @Override
            AtomicInteger seen(ApplicationContext context) {
                return context.getBean(WrappingPostProcessor.class).seen;
            }
        };

        abstract ApplicationContextRunner with(ApplicationContextRunner runner);

        abstract AtomicInteger seen(ApplicationContext context);
    }

    @Configuration(proxyBeanMethods = false)
    static class Counting {

        private final AtomicInteger seen = new AtomicInteger();

        @Bean
        QueryExecutionListener countingListener() {
            return new QueryExecutionListener() {

                @Override
                public void beforeQuery(
                        net.ttddyy.dsproxy.ExecutionInfo execution, List<net.ttddyy.dsproxy.QueryInfo> queries) {}

                @Override
                public void afterQuery(
                        net.ttddyy.dsproxy.ExecutionInfo execution, List<net.ttddyy.dsproxy.QueryInfo> queries) {
                    seen.incrementAndGet();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Proxies {

        @Bean
        static WrappingPostProcessor wrappingPostProcessor() {
            return new WrappingPostProcessor();
        }
    }

    /** Wraps as simply as possible, and opens a connection meanwhile. */
    static class WrappingPostProcessor implements BeanPostProcessor {

        private final AtomicInteger seen = new AtomicInteger();

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            if (!(bean instanceof DataSource dataSource)) {
                return bean;
            }
            try (Connection connection = dataSource.getConnection()) {
                connection.getCatalog();
            } catch (SQLException ex) {
                // then it has no name
            }
            return Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("getConnection")) {
                            seen.incrementAndGet();
                        }
                        if (method.getName().equals("equals")) {
                            return proxy == arguments[0];
                        }
                        try {
                            return method.invoke(dataSource, arguments);
                        } catch (InvocationTargetException ex) {
                            throw ex.getTargetException();
                        }
                    });
        }
    }
}
