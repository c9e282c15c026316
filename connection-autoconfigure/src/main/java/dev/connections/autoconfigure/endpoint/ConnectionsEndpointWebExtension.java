package dev.connections.autoconfigure.endpoint;

import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.diagnostics.ConnectionReport;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import java.util.Set;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** The endpoint {@code connections} over HTTP: an unknown name is answered with 404 and the names there are. */
@EndpointWebExtension(endpoint = ConnectionsEndpoint.class)
@RegisterReflectionForBinding({ConnectionReport.class, ConnectionsEndpointWebExtension.UnknownConnectionDescriptor.class
})
public final class ConnectionsEndpointWebExtension {

    private final ConnectionsEndpoint endpoint;

    private final SupervisedConnections connections;

    /**
     * @param endpoint does what is requested
     * @param connections the connections it shows
     */
    public ConnectionsEndpointWebExtension(ConnectionsEndpoint endpoint, SupervisedConnections connections) {
        this.endpoint = endpoint;
        this.connections = connections;
    }

    /** One connection. */
    @ReadOperation
    public WebEndpointResponse<Object> connection(@Selector String name) {
        try {
            return new WebEndpointResponse<>(endpoint.connection(name));
        } catch (UnknownConnectionException ex) {
            return unknown(ex);
        }
    }

    /** What support needs to know of one connection; 404 for any other part. */
    @ReadOperation
    public WebEndpointResponse<Object> diagnostics(@Selector String name, @Selector String part) {
        try {
            Object diagnostics = endpoint.diagnostics(name, part);
            return (diagnostics != null)
                    ? new WebEndpointResponse<>(diagnostics)
                    : new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        } catch (UnknownConnectionException ex) {
            return unknown(ex);
        }
    }

    /** Resets one connection. */
    @WriteOperation
    public WebEndpointResponse<Object> reset(@Selector String name) {
        try {
            return new WebEndpointResponse<>(endpoint.reset(name));
        } catch (UnknownConnectionException ex) {
            return unknown(ex);
        }
    }

    /** Removes a cached result: 204, or 404 if there is none of that id. */
    @DeleteOperation
    public WebEndpointResponse<Object> evict(@Selector String name, @Selector String result) {
        try {
            return new WebEndpointResponse<>(
                    endpoint.evict(name, result)
                            ? WebEndpointResponse.STATUS_NO_CONTENT
                            : WebEndpointResponse.STATUS_NOT_FOUND);
        } catch (UnknownConnectionException ex) {
            return unknown(ex);
        }
    }

    private WebEndpointResponse<Object> unknown(UnknownConnectionException ex) {
        return new WebEndpointResponse<>(
                new UnknownConnectionDescriptor(String.valueOf(ex.getMessage()), connections.names()),
                WebEndpointResponse.STATUS_NOT_FOUND);
    }

    /**
     * Says that there is no such connection.
     *
     * @param message a sentence
     * @param known the names there are
     */
    public record UnknownConnectionDescriptor(String message, Set<String> known) {}
}
