package dev.connections.rest.client;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.rest.url.Origin;
import dev.connections.support.NetworkReason;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Opens HTTP clients whose requests carry the connection's credentials. Safe for use by several threads. */
public final class RestConnectionFactory implements ConnectionFactory<AuthorizedClient> {

    private static final String HEALTH_RESPONSE = "the server answers the health request with ";

    private static final int SERVER_ERROR = 500;

    private final ConnectionName name;

    private final Origin origin;

    private final Supplier<HttpClientResource> clients;

    private final Authentication authentication;

    private final @Nullable RestHealthCheck health;

    private final boolean idleChecks;

    /**
     * @param name the connection's name
     * @param baseUrl where its server is
     * @param clients makes an HTTP client that follows no redirects
     * @param authentication how the credentials are sent
     * @param health the health check
     */
    public RestConnectionFactory(
            ConnectionName name,
            URI baseUrl,
            Supplier<HttpClientResource> clients,
            Authentication authentication,
            RestHealthCheck health) {
        this(name, baseUrl, clients, authentication, Objects.requireNonNull(health, "health"), true);
    }

    private RestConnectionFactory(
            ConnectionName name,
            URI baseUrl,
            Supplier<HttpClientResource> clients,
            Authentication authentication,
            @Nullable RestHealthCheck health,
            boolean idleChecks) {
        this.name = Objects.requireNonNull(name, "name");
        this.origin = Origin.of(baseUrl);
        this.clients = Objects.requireNonNull(clients, "clients");
        this.authentication = Objects.requireNonNull(authentication, "authentication");
        this.health = health;
        this.idleChecks = idleChecks;
    }

    /**
     * Returns a factory for a mock server, which receives no health checks except those of logins.
     *
     * @param name the connection's name
     * @param baseUrl where its server is
     * @param clients makes a client of the mock server
     * @param authentication how the credentials are sent
     * @param login the request that checks the credentials of a login; {@code null} without logins
     * @return the factory
     */
    public static RestConnectionFactory ofMock(
            ConnectionName name,
            URI baseUrl,
            Supplier<HttpClientResource> clients,
            Authentication authentication,
            @Nullable RestHealthCheck login) {
        return new RestConnectionFactory(name, baseUrl, clients, authentication, login, false);
    }

    @Override
    public AuthorizedClient connect(Credentials credentials) throws Exception {
        RequestAuthorization authorization = authentication.of(credentials);
        AuthorizedClient client = new AuthorizedClient(clients.get(), authorization, origin);
        try {
            check(client);
        } catch (Throwable ex) {
            client.close();
            throw ex;
        }
        return client;
    }

    /** The host may be public, when the path of the URL or a user name is a key. */
    @Override
    public Map<String, Object> target(@Nullable String user) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("host", origin.host());
        target.put("port", origin.port());
        return target;
    }

    @Override
    public @Nullable String reason(Throwable failure) {
        String message = failure.getMessage();
        return (message != null && message.contains(HEALTH_RESPONSE))
                ? message
                : NetworkReason.of(failure, origin.host());
    }

    private void check(AuthorizedClient client) throws IOException {
        if (health == null) {
            return;
        }
        HttpStatusCode status = health.ask(client);
        if (status.isSameCodeAs(HttpStatus.UNAUTHORIZED) || status.isSameCodeAs(HttpStatus.FORBIDDEN)) {
            throw new CredentialsRefusedException(
                    name.value(),
                    "Connection '" + name.value() + "': " + HEALTH_RESPONSE + status.value()
                            + ". Check the credentials, or 'health.path'",
                    null);
        }
        if (status.value() >= SERVER_ERROR) {
            throw new IOException(HEALTH_RESPONSE + status.value());
        }
    }

    @Override
    public boolean authenticates() {
        return health != null && health.request() != null;
    }

    /** Whether it can be used is known only when it is. */
    @Override
    public boolean isOpen(AuthorizedClient client) {
        return true;
    }

    @Override
    public boolean isAlive(AuthorizedClient client) throws IOException {
        if (idleChecks) {
            check(client);
        }
        return true;
    }

    @Override
    public void close(AuthorizedClient client) throws Exception {
        client.close();
    }
}
