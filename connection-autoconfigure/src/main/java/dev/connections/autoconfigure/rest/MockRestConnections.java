package dev.connections.autoconfigure.rest;

import dev.connections.ConnectionName;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.restclient.test.MockServerRestClientCustomizer;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.RequestExpectationManager;
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;

/**
 * The mock servers of REST connections, in tests with {@code @AutoConfigureMockRestServiceServer}. With one connection,
 * the {@code MockRestServiceServer} bean is its server. With several, each has one here. Safe for use by several
 * threads.
 */
public final class MockRestConnections implements MockRestTransport {

    private final MockServerRestClientCustomizer customizer;

    private final Map<ConnectionName, RestClient.Builder> builders = new ConcurrentHashMap<>();

    MockRestConnections(MockServerRestClientCustomizer customizer) {
        this.customizer = customizer;
    }

    /**
     * Returns the server of a connection.
     *
     * @param connection the name of the connection, in any spelling
     * @throws IllegalArgumentException if there is no REST connection of that name
     */
    public MockRestServiceServer server(String connection) {
        RestClient.Builder builder = builders.get(new ConnectionName(connection));
        MockRestServiceServer server = (builder != null) ? customizer.getServer(builder) : null;
        Assert.notNull(
                server,
                () -> "There is no REST connection '" + connection + "'. The REST connections are: "
                        + builders.keySet().stream()
                                .map(ConnectionName::value)
                                .sorted()
                                .toList() + ".");
        return server;
    }

    @Override
    public void bind(ConnectionName connection, RestClient.Builder builder) {
        if (!customizer.getExpectationManagers().containsKey(builder)) {
            // a builder of the application's own, which Spring Boot has not customized
            customizer.customize(builder);
        }
        builders.put(connection, builder);
    }

    @Override
    public ClientHttpRequestFactory requests(ConnectionName connection) {
        return (uri, method) -> new MockClientHttpRequest(method, uri) {

            @Override
            protected ClientHttpResponse executeInternal() throws IOException {
                RestClient.Builder builder = builders.get(connection);
                Assert.state(builder != null, () -> "Connection '" + connection + "' has no mock server");
                RequestExpectationManager expectations =
                        customizer.getExpectationManagers().get(builder);
                return expectations.validateRequest(this);
            }
        };
    }
}
