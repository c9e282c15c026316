package dev.connections.autoconfigure.containers;

import dev.connections.ConnectionName;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/** Finds the services whose label names a connection. */
final class ComposeServiceFactory extends DockerComposeConnectionDetailsFactory<ComposeService> {

    ComposeServiceFactory() {
        super(source -> source.getRunningService().labels().containsKey(ComposeService.LABEL));
    }

    /** @throws IllegalStateException if the label is not the name of a connection */
    @Override
    protected ComposeService getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
        RunningService service = source.getRunningService();
        String name = service.labels().get(ComposeService.LABEL);
        if (name == null || !ConnectionName.isValid(name)) {
            throw new IllegalStateException("The label " + ComposeService.LABEL + " of the service '" + service.name()
                    + "' of Docker Compose is '" + name
                    + "'. A name of a connection starts with a letter and holds only"
                    + " letters, digits, '-' and '_'.");
        }
        return new ComposeService(new ConnectionName(name), service);
    }
}
