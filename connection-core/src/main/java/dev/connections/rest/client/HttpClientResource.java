package dev.connections.rest.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * An HTTP client with a pool of connections, which is closed when it is no longer used. Safe for use by several
 * threads.
 *
 * @param calls makes requests that end within the read timeout
 * @param within makes requests that end within another time; of the same pool
 * @param close closes the pool
 */
public record HttpClientResource(
        ClientHttpRequestFactory calls, Function<Duration, ClientHttpRequestFactory> within, AutoCloseable close) {

    /**
     * The resource of a client of the JDK. Before JDK 21 a client cannot be closed: it ends when it is no longer
     * referenced.
     *
     * @param client the client, which follows no redirects
     * @param readTimeout the read timeout
     * @return the resource
     */
    public static HttpClientResource of(HttpClient client, Duration readTimeout) {
        HttpClient keeping = new StatusKeepingHttpClient(client);
        return new HttpClientResource(
                requests(keeping, readTimeout), timeout -> requests(keeping, timeout), () -> close(client));
    }

    private static ClientHttpRequestFactory requests(HttpClient client, Duration timeout) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(timeout);
        // responses are decompressed where their size is limited
        requests.enableCompression(false);
        return requests;
    }

    private static void close(Object client) throws Exception {
        if (client instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
