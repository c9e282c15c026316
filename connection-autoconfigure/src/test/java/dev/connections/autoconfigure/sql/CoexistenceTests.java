package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.traces.Trace;
import dev.connections.autoconfigure.sql.traces.TraceRepository;
import jakarta.persistence.EntityManagerFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Every combination of what Spring Boot knows by itself, which connections there are, and what uses a {@code DataSource}:
 * each user leaves a table where it works, and nowhere else.
 */
class CoexistenceTests {

    private static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
            .withUserConfiguration(Packages.class)
            .withPropertyValues("spring.sql.init.mode=always")
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    AmbiguousDataSourcesAutoConfiguration.class,
                    ConnectionTransactionsAutoConfiguration.class,
                    TransactionManagerAliasesAutoConfiguration.class,
                    DataSourceRepositoriesAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceInitializationAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class));

    static Stream<Arguments> everyCombination() {
        return Arrays.stream(Own.values()).flatMap(own -> Arrays.stream(Configured.values())
                .flatMap(configured -> Arrays.stream(User.values()).map(user -> Arguments.of(own, configured, user))));
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void everyUserWorksWhereItShould(Own own, Configured configured, User user) {
        ApplicationContextRunner runner = user.with(configured.with(own.with(RUNNER)));
        if (own != Own.NOTHING && configured == Configured.SEVERAL_WITH_PRIMARY) {
            runner.run(context -> assertThat(context).getFailure().hasMessageContaining("connections.orders.primary"));
            return;
        }
        String target = (own.dataSource != null) ? own.dataSource : configured.dataSource;
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            if (target == null) {
                assertThat(context).doesNotHaveBean(user.type).doesNotHaveBean("dataSource");
                assertThat(withTables(context)).isEmpty();
            } else {
                assertThat(context).hasSingleBean(user.type);
                user.leaveTrace.accept(context);
                assertThat(withTables(context)).containsExactly(target);
            }
        });
    }

    private static Set<String> withTables(ApplicationContext context) {
        return context.getBeansOfType(DataSource.class).entrySet().stream()
                .filter(bean -> new JdbcTemplate(bean.getValue())
                                .queryForObject(
                                        "select count(*) from information_schema.tables where table_schema = 'PUBLIC'",
                                        Integer.class)
                        > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String freshUrl() {
        return "jdbc:h2:mem:" + UUID.randomUUID();
    }

    /** What the application has without connections. */
    enum Own {
        PROPERTIES("dataSource"),
        BEAN("mine"),
        NOTHING(null);

        private final String dataSource;

        Own(String dataSource) {
            this.dataSource = dataSource;
        }

        ApplicationContextRunner with(ApplicationContextRunner runner) {
            String url = freshUrl() + ";DB_CLOSE_DELAY=-1";
            return switch (this) {
                case PROPERTIES -> runner.withPropertyValues("spring.datasource.url=" + url);
                case BEAN ->
                    runner.withBean(
                            "mine", DataSource.class, () -> new SimpleDriverDataSource(new org.h2.Driver(), url));
                case NOTHING -> runner;
            };
        }
    }

    /** The connections, and which of their data sources is the application's. */
    enum Configured {
        ONE("petDbDataSource"),
        SEVERAL(null),
        SEVERAL_WITH_PRIMARY("ordersDataSource"),
        NONE_ENABLED("dataSource");

        private final String dataSource;

        Configured(String dataSource) {
            this.dataSource = dataSource;
        }

        ApplicationContextRunner with(ApplicationContextRunner runner) {
            ApplicationContextRunner one = runner.withPropertyValues("connections.pet-db.url=" + freshUrl());
            ApplicationContextRunner several = one.withPropertyValues("connections.orders.url=" + freshUrl());
            return switch (this) {
                case ONE -> one;
                case SEVERAL -> several;
                case SEVERAL_WITH_PRIMARY -> several.withPropertyValues("connections.orders.primary=true");
                case NONE_ENABLED -> several.withPropertyValues("connections.defaults.enabled=false");
            };
        }
    }

    /** Who uses the application's data source. */
    enum User {
        JDBC_TEMPLATE(JdbcTemplate.class, context -> context.getBean(JdbcTemplate.class)
                .execute("create table trace (id int)")),
        FLYWAY(
                Flyway.class,
                context -> {},
                FlywayAutoConfiguration.class,
                "spring.flyway.locations=classpath:dev/connections/autoconfigure/sql/flyway"),
        LIQUIBASE(
                SpringLiquibase.class,
                context -> {},
                LiquibaseAutoConfiguration.class,
                "spring.liquibase.change-log=classpath:dev/connections/autoconfigure/sql/changelog.sql"),
        JPA(
                EntityManagerFactory.class,
                context -> context.getBean(EntityManagerFactory.class)
                        .runInTransaction(entities -> entities.createNativeQuery("create table trace (id int)")
                                .executeUpdate()),
                HibernateJpaAutoConfiguration.class),
        SPRING_DATA_JDBC(
                TraceRepository.class,
                context -> context.getBean(TraceRepository.class).leave(),
                DataJdbcRepositoriesAutoConfiguration.class),
        SCRIPTS(
                DataSourceScriptDatabaseInitializer.class,
                context -> {},
                DataSourceInitializationAutoConfiguration.class,
                "spring.sql.init.schema-locations=classpath:dev/connections/autoconfigure/sql/schema.sql");

        private final Class<?> type;

        private final Consumer<ApplicationContext> leaveTrace;

        private final Class<?> configuration;

        private final String[] properties;

        User(Class<?> type, Consumer<ApplicationContext> leaveTrace) {
            this(type, leaveTrace, JdbcTemplateAutoConfiguration.class);
        }

        User(Class<?> type, Consumer<ApplicationContext> leaveTrace, Class<?> configuration, String... properties) {
            this.type = type;
            this.leaveTrace = leaveTrace;
            this.configuration = configuration;
            this.properties = properties;
        }

        ApplicationContextRunner with(ApplicationContextRunner runner) {
            return runner.withConfiguration(AutoConfigurations.of(configuration))
                    .withPropertyValues(properties);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Trace.class)
    static class Packages {}
}
