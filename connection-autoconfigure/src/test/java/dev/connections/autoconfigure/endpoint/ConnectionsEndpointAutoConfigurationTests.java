package dev.connections.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.StagedFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class ConnectionsEndpointAutoConfigurationTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ConnectionsAutoConfiguration.class,
                    ConnectionsEndpointAutoConfiguration.class,
                    EndpointAutoConfiguration.class,
                    WebEndpointAutoConfiguration.class))
            .withBean("depotConnectionFactory", StagedFactory.class);

    private final WebApplicationContextRunner exposed =
            runner.withPropertyValues("management.endpoints.web.exposure.include=connections");

    @Test
    void isNotThereUnlessItIsExposed() {
        runner.run(context -> assertThat(context)
                .doesNotHaveBean(ConnectionsEndpoint.class)
                .doesNotHaveBean(ConnectionsEndpointWebExtension.class));
    }

    @Test
    void readsAndResetsWhereItIsExposed() {
        exposed.run(context -> assertThat(operations(context))
                .containsExactlyInAnyOrder(
                        OperationType.READ,
                        OperationType.READ,
                        OperationType.READ,
                        OperationType.WRITE,
                        OperationType.DELETE));
    }

    @Test
    void onlyReadsWhereAccessIsReadOnly() {
        exposed.withPropertyValues("management.endpoint.connections.access=READ_ONLY")
                .run(context -> assertThat(operations(context)).containsOnly(OperationType.READ));
    }

    @Test
    void isNotThereWithoutAccess() {
        exposed.withPropertyValues("management.endpoint.connections.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(ConnectionsEndpoint.class));
    }

    @Test
    void overJmxAnUnknownNameIsAnsweredWithThoseThatAreKnown() {
        runner.withPropertyValues("management.endpoints.jmx.exposure.include=connections", "spring.jmx.enabled=true")
                .run(context -> {
                    assertThat(context).doesNotHaveBean(ConnectionsEndpointWebExtension.class);
                    assertThatExceptionOfType(UnknownConnectionException.class)
                            .isThrownBy(() ->
                                    context.getBean(ConnectionsEndpoint.class).reset("shed"))
                            .withMessageContaining("'depot'");
                });
    }

    private static List<OperationType> operations(ApplicationContext context) {
        return context.getBean(WebEndpointsSupplier.class).getEndpoints().stream()
                .flatMap(endpoint -> endpoint.getOperations().stream())
                .map(WebOperation::getType)
                .toList();
    }
}
