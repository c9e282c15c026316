package dev.connections.autoconfigure.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

class ReactiveLoginTests {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ConnectionsAutoConfiguration.class,
                    SqlConnectionAutoConfiguration.class,
                    LoginAutoConfiguration.class,
                    ReactiveLoginAutoConfiguration.class))
            .withPropertyValues("connections.warehouse.url=jdbc:h2:mem:reactive");

    @Test
    void aReactiveApplicationWithALoginDoesNotStart() {
        runner.withPropertyValues("connections.warehouse.login.paths=/reports/**")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidConnectionsException.class)
                        .hasMessageContaining("connections.warehouse.login.paths")
                        .hasMessageContaining("spring-boot-starter-webmvc"));
    }

    @Test
    void aReactiveApplicationWithoutALoginStarts() {
        runner.run(context -> assertThat(context).hasNotFailed());
    }
}
