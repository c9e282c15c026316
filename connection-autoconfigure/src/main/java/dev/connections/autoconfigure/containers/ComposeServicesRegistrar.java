package dev.connections.autoconfigure.containers;

import dev.connections.autoconfigure.containers.ServiceConnectionProperties.Database;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.origin.Origin;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

/** Turns Spring Boot's connection details of a labelled service into properties of the connection that it names. */
final class ComposeServicesRegistrar implements ImportBeanDefinitionRegistrar {

    private final ConfigurableListableBeanFactory beanFactory;

    private final Environment environment;

    ComposeServicesRegistrar(BeanFactory beanFactory, Environment environment) {
        this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        if (environment instanceof ConfigurableEnvironment configurable) {
            for (String beanName : beanFactory.getBeanNamesForType(ComposeService.class)) {
                add(beanFactory.getBean(beanName, ComposeService.class), configurable, registry);
            }
        }
    }

    private void add(ComposeService labelled, ConfigurableEnvironment environment, BeanDefinitionRegistry registry) {
        RunningService service = labelled.service();
        JdbcConnectionDetails details = null;
        for (String beanName : detailsOf(service)) {
            if (beanFactory.getBean(beanName) instanceof JdbcConnectionDetails jdbc) {
                details = jdbc;
            }
            registry.removeBeanDefinition(beanName);
        }
        ServiceConnectionProperties.of(environment)
                .add(
                        labelled.connection(),
                        new ServiceOrigin(service.name()),
                        (details != null)
                                ? database(details)
                                : new Database(() -> url(service), () -> null, () -> null),
                        environment);
    }

    private static Database database(JdbcConnectionDetails details) {
        return new Database(details::getJdbcUrl, details::getUsername, details::getPassword);
    }

    /** The address of a service that Spring Boot does not know as a database. */
    private static String url(RunningService service) {
        List<Integer> ports = service.ports().getAll("tcp");
        if (ports.size() != 1) {
            throw new IllegalStateException("The service '" + service.name() + "' of Docker Compose has the label "
                    + ComposeService.LABEL + ", but it is no database that Spring Boot knows, and it has "
                    + ports.size() + " TCP ports. Set the connection's 'url' instead, or publish one port.");
        }
        return "http://" + service.host() + ":" + ports.get(0);
    }

    /** The other details that Spring Boot has registered for a service, which have its name behind "For". */
    private List<String> detailsOf(RunningService service) {
        String suffix = "For"
                + Arrays.stream(service.name().split("-"))
                        .map(StringUtils::capitalize)
                        .collect(Collectors.joining());
        return Arrays.stream(beanFactory.getBeanNamesForType(ConnectionDetails.class))
                .filter(beanName -> beanName.endsWith("ConnectionDetails" + suffix))
                .toList();
    }

    private record ServiceOrigin(String service) implements Origin {

        @Override
        public String toString() {
            return "Docker Compose service '" + service + "'";
        }
    }
}
