package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.orders.Purchase;
import dev.connections.autoconfigure.sql.orders.PurchaseRepository;
import dev.connections.autoconfigure.sql.pets.Pet;
import dev.connections.autoconfigure.sql.pets.PetRepository;
import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.testing.EnglishLocale;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;

@ExtendWith(EnglishLocale.class)
class DataSourceRepositoriesAutoConfigurationTests {

    private final TestDatabase boot = TestDatabases.duckdb();

    private final TestDatabase pets = TestDatabases.sqlite();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues("connections.pet-db.url=" + pets.jdbcUrl())
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    DataSourceRepositoriesAutoConfiguration.class,
                    DataJdbcRepositoriesAutoConfiguration.class));

    @BeforeEach
    void createTables() throws SQLException {
        String table = "create table %s (id bigint default nextval('ids') primary key, %s varchar(100))";
        boot.execute("create sequence ids", table.formatted("pet", "name"), table.formatted("purchase", "item"));
        pets.execute("create table pet (id integer primary key, name varchar(100))");
    }

    @Test
    void scansTheRepositoriesThatBelongToNoConnection() {
        withBootDataSource().withUserConfiguration(Application.class).run(context -> {
            context.getBean(PetRepository.class).save(new Pet(null, "rex"));
            context.getBean(PurchaseRepository.class).save(new Purchase(null, "bone"));
            assertThat(rows(pets, "pet")).isEqualTo(1);
            assertThat(rows(boot, "purchase")).isEqualTo(1);
            assertThat(rows(boot, "pet")).isZero();
        });
    }

    @Test
    void leavesBootsOwnBeansTheOnlyCandidates() {
        withBootDataSource().withUserConfiguration(Application.class).run(context -> {
            assertThat(context.getBean(JdbcAggregateOperations.class))
                    .isSameAs(context.getBean("jdbcAggregateTemplate"));
            assertThat(context).hasBean("petDbJdbcAggregateTemplate");
        });
    }

    @Test
    void stepsBackBeforeAScanOfTheApplicationsOwn() {
        withBootDataSource()
                .withUserConfiguration(Application.class, OwnScan.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context).doesNotHaveBean(DataSourceRepositoriesAutoConfiguration.class);
                    assertThat(context).hasSingleBean(PurchaseRepository.class).hasSingleBean(PetRepository.class);
                });
    }

    @Test
    void leavesTheScanToBootWithoutRepositoriesOnConnections() {
        withBootDataSource().withUserConfiguration(PlainApplication.class).run(context -> {
            assertThat(context).doesNotHaveBean(DataSourceRepositoriesAutoConfiguration.class);
            context.getBean(PetRepository.class).save(new Pet(null, "rex"));
            assertThat(rows(boot, "pet")).isEqualTo(1);
        });
    }

    @Test
    void scansForTheOnlyConnectionAsItIsTheDataSource() throws SQLException {
        pets.execute("create table purchase (id integer primary key, item varchar(100))");
        runner.withUserConfiguration(Application.class).run(context -> {
            context.getBean(PetRepository.class).save(new Pet(null, "rex"));
            context.getBean(PurchaseRepository.class).save(new Purchase(null, "bone"));
            assertThat(rows(pets, "pet")).isEqualTo(1);
            assertThat(rows(pets, "purchase")).isEqualTo(1);
        });
    }

    @Test
    void scansNothingIfNoneOfSeveralConnectionsIsTheDataSource() {
        runner.withUserConfiguration(Application.class)
                .withPropertyValues("connections.shop.url=" + boot.jdbcUrl())
                .run(context -> {
                    assertThat(context).doesNotHaveBean(PurchaseRepository.class);
                    context.getBean(PetRepository.class).save(new Pet(null, "rex"));
                    assertThat(context.getBean(PetRepository.class).findByNameContaining("e"))
                            .hasSize(1);
                });
    }

    @Test
    void scansNothingIfRepositoriesAreDisabled() {
        withBootDataSource()
                .withUserConfiguration(Application.class)
                .withPropertyValues("spring.data.jdbc.repositories.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(PetRepository.class)
                        .doesNotHaveBean(PurchaseRepository.class));
    }

    private ApplicationContextRunner withBootDataSource() {
        return runner.withPropertyValues(
                "spring.datasource.url=" + boot.jdbcUrl(),
                "spring.datasource.driver-class-name=org.duckdb.DuckDBDriver");
    }

    private static int rows(TestDatabase database, String table) throws SQLException {
        try (var connection = database.connect();
                var result = connection.createStatement().executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getInt(1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = Pet.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class PlainApplication {}

    @Configuration(proxyBeanMethods = false)
    @EnableJdbcRepositories(basePackageClasses = Purchase.class)
    static class OwnScan {}
}
