package dev.connections.rest.client;

import dev.connections.rest.url.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * The health check of a connection: a request, or a TCP connection that is closed at once. Immutable.
 *
 * @param request what is requested, or {@code null}
 * @param method how
 * @param server the connection's own server
 * @param proxy what it is reached by, or {@code null}
 * @param allowed which addresses are allowed
 * @param timeout how long a TCP connection may take
 */
public record RestHealthCheck(
        @Nullable URI request,
        HttpMethod method,
        URI server,
        @Nullable Proxy proxy,
        Predicate<InetAddress> allowed,
        Duration timeout) {

    /** @throws IOException if the server does not respond */
    HttpStatusCode ask(AuthorizedClient client) throws IOException {
        if (request == null) {
            reach();
            return HttpStatusCode.valueOf(200);
        }
        ClientHttpRequest asked = client.createRequest(request, method);
        HttpStatusCode status = status(asked);
        return (status.isSameCodeAs(HttpStatus.UNAUTHORIZED) && client.renew(asked.getHeaders()))
                ? status(client.createRequest(request, method))
                : status;
    }

    private static HttpStatusCode status(ClientHttpRequest asked) throws IOException {
        try (ClientHttpResponse response = asked.execute()) {
            return response.getStatusCode();
        }
    }

    private void reach() throws IOException {
        InetSocketAddress address;
        if (proxy != null && proxy.address() instanceof InetSocketAddress given) {
            address = new InetSocketAddress(given.getHostString(), given.getPort());
        } else {
            Origin origin = Origin.of(server);
            String host = origin.host().startsWith("[")
                    ? origin.host().substring(1, origin.host().length() - 1)
                    : origin.host();
            address = new InetSocketAddress(InetAddress.getByName(host), origin.port());
            if (!allowed.test(address.getAddress())) {
                throw new IOException("the address of its host is one that the application may not ask");
            }
        }
        if (address.isUnresolved()) {
            throw new IOException("the host of the proxy is unknown");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
        }
    }
}
