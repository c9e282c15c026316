package dev.connections.autoconfigure.rest;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.Internal;
import dev.connections.LoginDefaults;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.NamedSslBundle;
import dev.connections.autoconfigure.oauth2.OAuth2Tokens;
import dev.connections.credentials.AccessTokens;
import dev.connections.credentials.Credentials;
import dev.connections.rest.RestTimeouts;
import dev.connections.rest.client.Authentication;
import dev.connections.rest.client.AuthorizedClient;
import dev.connections.rest.client.HttpClientResource;
import dev.connections.rest.client.RequestAuthorization;
import dev.connections.rest.client.RestConnectionFactory;
import dev.connections.rest.client.RestHealthCheck;
import dev.connections.rest.exchange.RequestObservations;
import dev.connections.rest.request.SupervisedRestConnection;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.support.WaitingClock;
import io.micrometer.observation.ObservationRegistry;
import java.net.InetSocketAddress;
import java.net.Proxy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.observation.ClientRequestObservationConvention;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;
import org.springframework.web.client.RestClient;

/** The type {@code rest}: an HTTP service. */
@InferredFrom(url = {"http:", "https:"})
@LoginDefaults
@Internal
public final class RestConnectionType
        implements ConnectionType<RestConnectionProperties, AuthorizedClient, SupervisedRestConnection> {

    private final Parts parts;

    /** @param parts what connections are made of, beside their properties */
    RestConnectionType(Parts parts) {
        this.parts = parts;
    }

    @Override
    public ConnectionFactory<AuthorizedClient> connectionFactory(
            ConnectionDefinition<RestConnectionProperties> definition) {
        RestConnectionProperties properties = definition.properties();
        String bundle = properties.getSslBundle();
        NamedSslBundle named = (bundle == null) ? null : new NamedSslBundle(parts.sslBundles(), "ssl-bundle", bundle);
        if (named != null) {
            named.get();
        }
        MockRestTransport transport = parts.transport().getIfAvailable();
        InetAddressFilter filter = parts.addresses().getIfAvailable();
        if (transport != null) {
            ClientHttpRequestFactory requests = transport.requests(definition.name());
            return RestConnectionFactory.ofMock(
                    definition.name(),
                    properties.baseUrl(),
                    () -> new HttpClientResource(requests, timeout -> requests, () -> {}),
                    authentication(definition),
                    definition.login() ? health(properties, filter) : null);
        }
        RestHttpClientFactory clients =
                new RestHttpClientFactory(definition.name(), properties, parts.clients(), named, filter);
        return new RestConnectionFactory(
                definition.name(),
                properties.baseUrl(),
                clients::create,
                authentication(definition),
                health(properties, filter));
    }

    private Authentication authentication(ConnectionDefinition<RestConnectionProperties> definition) {
        String registration = definition.properties().registration();
        if (registration == null) {
            return definition.properties().authentication();
        }
        RequestAuthorization authorization = new OAuth2Authorization(tokens(registration, definition));
        return credentials -> authorization;
    }

    private AccessTokens tokens(String registration, ConnectionDefinition<RestConnectionProperties> definition) {
        RestTimeouts timeouts = definition.properties().timeouts(parts.clients().settings());
        return parts.tokens().of(registration, definition.name(), timeouts.connect(), timeouts.read());
    }

    private RestHealthCheck health(RestConnectionProperties properties, @Nullable InetAddressFilter filter) {
        InetSocketAddress proxy = properties.proxyAddress();
        return new RestHealthCheck(
                properties.healthUrl(),
                properties.health().method(),
                properties.baseUrl(),
                (proxy != null) ? new Proxy(Proxy.Type.HTTP, proxy) : null,
                address -> filter == null || filter.matches(address),
                properties.timeouts(parts.clients().settings()).connect());
    }

    @Override
    public SupervisedRestConnection handle(
            ManagedConnection<AuthorizedClient> connection, ConnectionDefinition<RestConnectionProperties> definition) {
        RestConnectionProperties properties = definition.properties();
        if (definition.login() && properties.health().path() == null) {
            throw new IllegalArgumentException("'login' would accept every user, because nothing checks the"
                    + " credentials: set 'health.path' to a path that needs them");
        }
        String registration = properties.registration();
        if (registration != null && tokens(registration, definition).isOfUser()) {
            connection.cache().isolateUsers();
        }
        RestClient.Builder builder = parts.builders().getIfAvailable(RestClient::builder);
        parts.transport().ifAvailable(transport -> transport.bind(definition.name(), builder));
        return new SupervisedRestConnection(
                connection,
                properties.settings(connection.name(), parts.clients().settings()),
                builder,
                observations(connection.name()),
                WaitingClock.SYSTEM,
                parts.registries().getObject());
    }

    private RequestObservations observations(String connection) {
        ClientRequestObservationConvention convention =
                parts.conventions().getIfAvailable(DefaultClientRequestObservationConvention::new);
        return new RequestObservations(
                parts.observations().getIfUnique(() -> ObservationRegistry.NOOP),
                new ConnectionRequestObservationConvention(convention, connection));
    }

    @Override
    public Runnable reconfigure(
            SupervisedRestConnection handle, ConnectionDefinition<RestConnectionProperties> definition) {
        return () -> handle.useSettings(
                definition.properties().settings(handle.name(), parts.clients().settings()));
    }

    @Override
    public Credentials credentials(RestConnectionProperties properties) {
        return properties.credentials();
    }

    /**
     * What connections are made of. All are used when a connection is created, the bundles at each opening.
     *
     * @param builders the application's way to make clients
     * @param sslBundles the bundles that {@code ssl-bundle} names
     * @param addresses the allowed addresses
     * @param clients the HTTP clients that the application has chosen, and their defaults
     * @param observations where requests are observed
     * @param conventions names the observations
     * @param tokens access tokens of registrations
     * @param registries where the retries of requests are registered
     * @param transport takes the place of the HTTP clients in tests
     */
    record Parts(
            ObjectProvider<RestClient.Builder> builders,
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<InetAddressFilter> addresses,
            RestHttpClients clients,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<ClientRequestObservationConvention> conventions,
            OAuth2Tokens tokens,
            ObjectProvider<SupervisionRegistries> registries,
            ObjectProvider<MockRestTransport> transport) {}
}
