package dev.connections.autoconfigure.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Containers of databases that are beans, several of one kind. */
class ContainerBeansTests {

    private static final String USER = "select current_user";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(ContainersApplication.class);

    @Test
    void eachHasItsConnection() {
        runner.withUserConfiguration(Named.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Connections.class).names()).containsExactlyInAnyOrder("pet-db", "orders");
            assertThat(user(context.getBean("petDb", SqlConnection.class))).isEqualTo("USER_OF_BEANPETS");
            assertThat(user(context.getBean("orders", SqlConnection.class))).isEqualTo("USER_OF_BEANORDERS");
            assertThat(context).doesNotHaveBean(ConnectionDetails.class);
            assertThat(context.getBean("pets")).isInstanceOf(PostgreSqlStandIn.class);
        });
    }

    @Test
    void theContainerWithoutANameIsSpringBootsWhereverItStands() {
        runner.withUserConfiguration(Named.class, Unnamed.class, More.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(JdbcConnectionDetails.class);
            assertThat(context.getBean(JdbcTemplate.class).queryForObject(USER, String.class))
                    .isEqualTo("USER_OF_BEANAPPLICATION");
            assertThat(user(context.getBean("more", SqlConnection.class))).isEqualTo("USER_OF_BEANMORE");
            assertThat(context.getBean(Connections.class).names())
                    .containsExactlyInAnyOrder("pet-db", "orders", "more");
        });
    }

    @Test
    void importedFields() {
        runner.withUserConfiguration(Importing.class).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(ConnectionDetails.class);
            assertThat(user(context.getBean("importedOne", SqlConnection.class)))
                    .isEqualTo("USER_OF_IMPORTED1");
            assertThat(user(context.getBean("importedTwo", SqlConnection.class)))
                    .isEqualTo("USER_OF_IMPORTED2");
        });
    }

    @Test
    void aTypeOfDetailsIsSpringBoots() {
        runner.withUserConfiguration(Typed.class)
                .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(JdbcConnectionDetails.class);
                    assertThat(user(context.getBean("petDb", SqlConnection.class)))
                            .isNotEqualTo("USER_OF_TYPED");
                });
    }

    @Test
    void twoContainersOfOneConnectionAreAnError() {
        runner.withUserConfiguration(Named.class, Again.class).run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .hasMessageContaining(
                        "Two containers have the name of the connection 'petDb': bean 'pets' and bean 'again'"));
    }

    @Test
    void withoutSpringBootsAutoConfigurationToo() {
        new ApplicationContextRunner()
                .withUserConfiguration(Named.class)
                .withConfiguration(AutoConfigurations.of(
                        NamedContainersAutoConfiguration.class,
                        DeferredContainersAutoConfiguration.class,
                        dev.connections.autoconfigure.ConnectionsAutoConfiguration.class,
                        dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration.class))
                .run(context -> assertThat(user(context.getBean("orders", SqlConnection.class)))
                        .isEqualTo("USER_OF_BEANORDERS"));
    }

    private static String user(SqlConnection connection) {
        return connection.sql(USER).value(String.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Named {

        @Bean
        @ServiceConnection(name = "pet-db")
        PostgreSqlStandIn pets() {
            return new PostgreSqlStandIn("beanpets");
        }

        @Bean
        @ServiceConnection(name = "orders")
        JdbcDatabaseContainer<?> ordersContainer() {
            return new PostgreSqlStandIn("beanorders");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Unnamed {

        @Bean
        @ServiceConnection
        PostgreSqlStandIn application() {
            return new PostgreSqlStandIn("beanapplication");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class More {

        @Bean
        @ServiceConnection("more")
        static PostgreSqlStandIn moreContainer() {
            return new PostgreSqlStandIn("beanmore");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Again {

        @Bean
        @ServiceConnection("petDb")
        static PostgreSqlStandIn again() {
            return new PostgreSqlStandIn("again");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Typed {

        @Bean
        @ServiceConnection(name = "pet-db", type = JdbcConnectionDetails.class)
        PostgreSqlStandIn typed() {
            return new PostgreSqlStandIn("typed");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportTestcontainers(Containers.class)
    static class Importing {}

    interface Containers {

        @ServiceConnection("imported-one")
        PostgreSqlStandIn ONE = new PostgreSqlStandIn("imported1");

        @ServiceConnection("imported-two")
        PostgreSqlStandIn TWO = new PostgreSqlStandIn("imported2");
    }
}
