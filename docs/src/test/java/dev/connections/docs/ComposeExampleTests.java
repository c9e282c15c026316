package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import dev.connections.Connections;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ReflectionUtils;
import org.yaml.snakeyaml.Yaml;

/** The file of Docker Compose of the page about testing, as Spring Boot announces its services. */
class ComposeExampleTests {

    private static final Path FILE = Path.of("src/test/resources/snippets/compose.yaml");

    @Test
    void eachServiceBecomesTheConnectionThatItsLabelNames() throws Exception {
        SpringApplication application = new SpringApplication(PetApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("connections.defaults.start", "lazy"));
        List<RunningService> services = services();
        application.addInitializers(context -> announce(context, services));
        try (ConfigurableApplicationContext context = application.run()) {
            assertThat(context.getBean(Connections.class).names()).contains("pet-db", "orders");
            assertThat(context.getEnvironment().getProperty("connections.pet-db.url"))
                    .isEqualTo("jdbc:postgresql://127.0.0.1:10000/pets");
            assertThat(context.getEnvironment().getProperty("connections.orders.url"))
                    .isEqualTo("jdbc:postgresql://127.0.0.1:10001/orders");
        }
    }

    private static List<RunningService> services() throws IOException {
        Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(Files.readString(FILE));
        List<String> names = List.copyOf(file.get("services").keySet());
        return names.stream()
                .map(name -> service(name, file.get("services").get(name), 10000 + names.indexOf(name)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static RunningService service(String name, Map<String, Object> definition, int port) {
        RunningService service = mock(RunningService.class);
        ConnectionPorts ports = mock(ConnectionPorts.class);
        given(ports.get(5432)).willReturn(port);
        given(service.name()).willReturn(name);
        given(service.image()).willReturn(ImageReference.of((String) definition.get("image")));
        given(service.host()).willReturn("127.0.0.1");
        given(service.ports()).willReturn(ports);
        given(service.env()).willReturn((Map<String, String>) definition.get("environment"));
        given(service.labels()).willReturn((Map<String, String>) definition.get("labels"));
        return service;
    }

    private static void announce(ApplicationContext context, List<RunningService> services) {
        try {
            Constructor<DockerComposeServicesReadyEvent> constructor =
                    DockerComposeServicesReadyEvent.class.getDeclaredConstructor(ApplicationContext.class, List.class);
            ReflectionUtils.makeAccessible(constructor);
            SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
            SpringFactoriesLoader.loadFactories(ApplicationListener.class, null)
                    .forEach(multicaster::addApplicationListener);
            multicaster.multicastEvent(constructor.newInstance(context, services));
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
