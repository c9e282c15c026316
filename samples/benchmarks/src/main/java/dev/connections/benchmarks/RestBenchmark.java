package dev.connections.benchmarks;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.rest.RestConnection;
import dev.connections.rest.RestSettings;
import dev.connections.rest.client.Authentication;
import dev.connections.rest.client.AuthorizedClient;
import dev.connections.rest.client.HttpClientResource;
import dev.connections.rest.client.RestConnectionFactory;
import dev.connections.rest.client.RestHealthCheck;
import dev.connections.rest.request.SupervisedRestConnection;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpService;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * The overhead of a connection to a GET of 1 kB by Spring's client on the same HTTP client. It is measured over
 * loopback, and on a client with the response in memory, which is less noisy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(2)
public class RestBenchmark {

    private static final int SIZE = 1024;

    /** What the HTTP client is. */
    @Param({"loopback", "memory"})
    private String transport;

    private HttpService service;

    private RestClient bare;

    private SupervisedConnection<AuthorizedClient> supervised;

    private RestConnection connection;

    /** Starts the service and both clients. */
    @Setup(Level.Trial)
    public void open() {
        // without it a server of the JDK answers 40 ms late
        System.setProperty("sun.net.httpserver.nodelay", "true");
        service = HttpService.forgetting(call -> HttpAnswer.text(200, "x".repeat(SIZE)));
        HttpClient client = HttpClient.newHttpClient();
        JdkClientHttpRequestFactory network = new JdkClientHttpRequestFactory(client);
        network.setReadTimeout(Duration.ofSeconds(30));
        ClientHttpRequestFactory requests = transport.equals("memory") ? InMemoryRequest::new : network;
        bare = RestClient.builder()
                .baseUrl(service.url().toString())
                .requestFactory(requests)
                .build();
        ConnectionName name = new ConnectionName("service");
        supervised = new SupervisedConnection<>(
                name,
                "rest",
                new RestConnectionFactory(
                        name,
                        service.url(),
                        () -> new HttpClientResource(requests, timeout -> requests, () -> {}),
                        Authentication.none(),
                        new RestHealthCheck(
                                null, HttpMethod.GET, service.url(), null, address -> true, Duration.ofSeconds(5))),
                CredentialsProvider.of(Credentials.none()),
                SupervisionSettings.defaults());
        connection = new SupervisedRestConnection(supervised, RestSettings.of(service.url()), RestClient.builder());
    }

    /** Stops them. */
    @TearDown(Level.Trial)
    public void close() {
        supervised.close();
        service.close();
    }

    /** By Spring's client alone. */
    @Benchmark
    public String bare() {
        return bare.get().uri("/x?q={q}", "a").retrieve().body(String.class);
    }

    /** By Spring's client on the connection. */
    @Benchmark
    public String connectionsRestClient() {
        return connection.restClient().get().uri("/x?q={q}", "a").retrieve().body(String.class);
    }

    /** By the connection's own method. */
    @Benchmark
    public String connection() {
        return connection.get("/x").param("q", "a").as(String.class);
    }

    /** From the cache. */
    @Benchmark
    public String cached() {
        return connection.get("/x").param("q", "a").ttl(Duration.ofHours(1)).as(String.class);
    }

    private static final class InMemoryRequest extends AbstractClientHttpRequest {

        private final URI uri;

        private final HttpMethod method;

        private InMemoryRequest(URI uri, HttpMethod method) {
            this.uri = uri;
            this.method = method;
        }

        @Override
        public HttpMethod getMethod() {
            return method;
        }

        @Override
        public URI getURI() {
            return uri;
        }

        @Override
        protected OutputStream getBodyInternal(HttpHeaders headers) {
            return OutputStream.nullOutputStream();
        }

        @Override
        protected ClientHttpResponse executeInternal(HttpHeaders headers) {
            return new InMemoryResponse();
        }
    }

    private static final class InMemoryResponse implements ClientHttpResponse {

        private static final byte[] BODY = "x".repeat(SIZE).getBytes(StandardCharsets.US_ASCII);

        private final HttpHeaders headers = new HttpHeaders();

        private final InputStream body = new ByteArrayInputStream(BODY);

        private InMemoryResponse() {
            headers.set(HttpHeaders.CONTENT_TYPE, "text/plain");
            headers.setContentLength(SIZE);
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatus.OK;
        }

        @Override
        public String getStatusText() {
            return "OK";
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public void close() {}
    }
}
