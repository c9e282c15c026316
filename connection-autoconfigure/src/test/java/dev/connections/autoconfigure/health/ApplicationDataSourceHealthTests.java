package dev.connections.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

class ApplicationDataSourceHealthTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    ConnectionsHealthContributorAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceHealthContributorAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class));

    private final ApplicationContextRunner dead = runner.withPropertyValues(
            // nobody answers there: it is a network for documentation
            "connections.pet-db.url=postgresql://192.0.2.1/pets",
            "connections.order-db.url=postgresql://192.0.2.1/orders");

    @Test
    void thereIsNoDatabaseHealthBesideThatOfConnections() {
        dead.run(context -> assertThat(registered(context)).containsExactly("connections"));
    }

    @Test
    void theApplicationsOwnDataSourceStaysInDatabaseHealth() {
        dead.withUserConfiguration(OwnDataSource.class).run(context -> {
            assertThat(registered(context)).containsExactlyInAnyOrder("connections", "db");
            assertThat(health(db(context)).getDetails()).containsEntry("database", "H2");
        });
    }

    @Test
    void severalDataSourcesOfTheApplicationStayApart() {
        dead.withUserConfiguration(OwnDataSource.class, AnotherDataSource.class).run(context -> {
            CompositeHealthContributor db = (CompositeHealthContributor) db(context);
            assertThat(db.stream().map(HealthContributors.Entry::name))
                    .containsExactlyInAnyOrder("ownDataSource", "anotherDataSource");
        });
    }

    @Test
    void databaseHealthIsLeftAloneWithoutConnections() {
        runner.withUserConfiguration(OwnDataSource.class)
                .run(context -> assertThat(health(db(context)).getDetails()).containsEntry("database", "H2"));
    }

    @Test
    void databaseHealthOfTheApplicationsOwnIsLeftAlone() {
        HealthIndicator own = () -> Health.up().withDetail("own", true).build();
        dead.withBean("dbHealthContributor", HealthIndicator.class, () -> own)
                .run(context -> assertThat(health(db(context)).getDetails()).containsEntry("own", true));
    }

    @Test
    void withoutHealthOfConnectionsSpringBootsCoversThem() {
        runner.withPropertyValues(
                        "connections.pet-db.url=jdbc:h2:mem:others", "management.health.connections.enabled=false")
                .run(context -> {
                    assertThat(registered(context)).containsExactly("db");
                    assertThat(health(db(context)).getDetails()).containsEntry("database", "H2");
                });
    }

    private static Iterable<String> registered(ApplicationContext context) {
        return context.getBean(HealthContributorRegistry.class).stream()
                .map(HealthContributors.Entry::name)
                .toList();
    }

    private static HealthContributor db(ApplicationContext context) {
        return context.getBean(HealthContributorRegistry.class).getContributor("db");
    }

    private static Health health(HealthContributor contributor) {
        return ((HealthIndicator) contributor).health();
    }

    private static DataSource h2(String name) {
        return new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:mem:" + name);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDataSource {

        @Bean
        @Primary
        DataSource ownDataSource() {
            return h2("own");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherDataSource {

        @Bean
        DataSource anotherDataSource() {
            return h2("another");
        }
    }
}
