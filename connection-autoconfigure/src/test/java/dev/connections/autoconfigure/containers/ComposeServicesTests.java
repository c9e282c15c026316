package dev.connections.autoconfigure.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import dev.connections.Connections;
import dev.connections.autoconfigure.rest.RestConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ReflectionUtils;

/** Services of Docker Compose with a label, as Spring Boot announces them. */
class ComposeServicesTests {

    @Test
    void aLabelNamesTheConnectionOfADatabase() {
        try (ConfigurableApplicationContext context = run(
                postgres("pets", "petDb", 15432),
                postgres("shop-database", "shop", 15433),
                postgres("app", null, 15434))) {
            assertThat(context.getBean(Connections.class).names()).containsExactlyInAnyOrder("pet-db", "shop");
            assertThat(context.getEnvironment().getProperty("connections.pet-db.url"))
                    .isEqualTo("jdbc:postgresql://127.0.0.1:15432/pets");
            assertThat(context.getEnvironment().getProperty("connections.pet-db.username"))
                    .isEqualTo("user");
            assertThat(context.getEnvironment().getProperty("connections.pet-db.password"))
                    .isEqualTo("secret");
            assertThat(context.getEnvironment().getProperty("connections.shop.url"))
                    .isEqualTo("jdbc:postgresql://127.0.0.1:15433/shop-database");
            assertThat(context.getBeansOfType(SqlConnection.class)).containsOnlyKeys("petDb", "shop");
            assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
                    .isEqualTo("jdbc:postgresql://127.0.0.1:15434/app");
            assertThat(context.getBeansOfType(ConnectionDetails.class).keySet())
                    .noneMatch(name -> name.endsWith("ForPets") && !name.startsWith("composeService"));
        }
    }

    @Test
    void anotherServiceWithOnePortIsAnHttpService() {
        RunningService service = service("forecast", "weather", "example/forecast:1", 18080);
        try (ConfigurableApplicationContext context = run(service)) {
            assertThat(context.getBean(Connections.class).names()).containsExactly("weather");
            assertThat(context.getEnvironment().getProperty("connections.weather.url"))
                    .isEqualTo("http://127.0.0.1:18080");
        }
    }

    @Test
    void aLabelThatIsNoNameIsAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run(postgres("pets", "pet.db", 15432)))
                .withMessage(
                        "The label dev.connections.name of the service 'pets' of Docker Compose is 'pet.db'. A name of a"
                                + " connection starts with a letter and holds only letters, digits, '-' and '_'.");
    }

    private static RunningService postgres(String name, @Nullable String connection, int port) {
        RunningService service = service(name, connection, "postgres:18", port);
        given(service.env())
                .willReturn(Map.of("POSTGRES_USER", "user", "POSTGRES_PASSWORD", "secret", "POSTGRES_DB", name));
        return service;
    }

    private static RunningService service(String name, @Nullable String connection, String image, int port) {
        RunningService service = mock(RunningService.class);
        ConnectionPorts ports = mock(ConnectionPorts.class);
        given(ports.get(5432)).willReturn(port);
        given(ports.getAll("tcp")).willReturn(List.of(port));
        given(service.name()).willReturn(name);
        given(service.image()).willReturn(ImageReference.of(image));
        given(service.host()).willReturn("127.0.0.1");
        given(service.ports()).willReturn(ports);
        given(service.env()).willReturn(Map.of());
        given(service.labels())
                .willReturn((connection != null) ? Map.of("dev.connections.name", connection) : Map.of());
        return service;
    }

    private static ConfigurableApplicationContext run(RunningService... services) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("connections.defaults.start", "lazy"));
        application.addInitializers(context -> announce(context, List.of(services)));
        return application.run();
    }

    /** What Spring Boot does when the services run. */
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

    @Import(ContainersApplication.class)
    @ImportAutoConfiguration(RestConnectionAutoConfiguration.class)
    static class Application {}
}
