package dev.connections.autoconfigure.containers;

import dev.connections.ConnectionName;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.docker.compose.core.RunningService;

/** A running service of Docker Compose whose label names a connection. */
record ComposeService(ConnectionName connection, RunningService service) implements ConnectionDetails {

    /** Names the connection that a service is for. */
    static final String LABEL = "dev.connections.name";
}
