package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class AmbiguousDataSourcesAutoConfigurationTests {

    @Test
    void saysThatNothingIsMigratedAndHowToChangeThat(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start(Application.class)) {
            assertThat(context.getBeanNamesForType(Flyway.class)).isEmpty();
            assertThat(output)
                    .contains(
                            "Flyway migrates nothing: none of the connections with the beans petDbDataSource,"
                                    + " ordersDataSource is primary",
                            "'connections.<name>.primary'",
                            "'spring.flyway.enabled' to false");
        }
    }

    @Test
    void saysNothingWhereTheApplicationHasDecided(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start(MigratedOrders.class)) {
            assertThat(context.getBean("orders", SqlConnection.class)
                            .query("select * from migrated")
                            .size())
                    .isEqualTo(1);
        }
        start(Application.class, "--spring.flyway.enabled=false").close();
        start(Application.class, "--connections.orders.primary=true", "--spring.flyway.locations=")
                .close();
        assertThat(output).doesNotContain("Flyway migrates nothing");
    }

    @Test
    void anAmbiguousDataSourceFailsTheStart(CapturedOutput output) {
        assertThat(catchThrowable(() -> start(Unqualified.class))).isNotNull();
        assertThat(output)
                .contains(
                        "requires a javax.sql.DataSource without the name of a connection, and several connections"
                                + " have one.",
                        "The connections are: orders, pet-db. Name one by @Qualifier");
    }

    private static ConfigurableApplicationContext start(Class<?> source, String... arguments) {
        SpringApplication application = new SpringApplication(source);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of(
                "connections.pet-db.url", "jdbc:h2:mem:",
                "connections.orders.url", "jdbc:h2:mem:",
                "spring.liquibase.enabled", "false",
                "spring.flyway.locations", "classpath:dev/connections/autoconfigure/sql/flyway"));
        return application.run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        AmbiguousDataSourcesAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class MigratedOrders extends Application {

        @Bean(initMethod = "migrate")
        Flyway flyway(@Qualifier("orders") DataSource dataSource) {
            return Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:dev/connections/autoconfigure/sql/flyway")
                    .load();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Unqualified extends Application {

        @Bean
        String user(DataSource dataSource) {
            return dataSource.toString();
        }
    }
}
