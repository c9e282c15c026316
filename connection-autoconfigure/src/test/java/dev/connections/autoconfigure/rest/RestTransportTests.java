package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.rest.RestConnection;
import dev.connections.testing.SelfSigned;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** TLS, certificates of clients, HTTP/2 and compression, with a real server. */
@Timeout(120)
class RestTransportTests {

    private static SelfSigned server;

    private static SelfSigned client;

    private static SelfSigned stranger;

    private static ConfigurableApplicationContext service;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    RestConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.service.url=https://127.0.0.1:"
                            + service.getEnvironment().getProperty("local.server.port"),
                    "connections.service.retry.attempts=1",
                    pem("mutual.truststore.certificate", server.certificate()),
                    pem("mutual.keystore.certificate", client.certificate()),
                    pem("mutual.keystore.private-key", client.key()),
                    pem("unknown.truststore.certificate", server.certificate()),
                    pem("unknown.keystore.certificate", stranger.certificate()),
                    pem("unknown.keystore.private-key", stranger.key()),
                    pem("distrustful.truststore.certificate", stranger.certificate()));

    private static String pem(String key, Path file) {
        return "spring.ssl.bundle.pem." + key + "=" + file.toUri();
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = SelfSigned.in(directory.resolve("server"));
        client = SelfSigned.in(directory.resolve("client"));
        stranger = SelfSigned.in(directory.resolve("stranger"));
        service = SpringApplication.run(
                Service.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--" + pem("server.keystore.certificate", server.certificate()),
                "--" + pem("server.keystore.private-key", server.key()),
                "--" + pem("server.truststore.certificate", client.certificate()),
                "--server.ssl.bundle=server",
                "--server.ssl.client-auth=need",
                "--server.http2.enabled=true",
                "--server.compression.enabled=true",
                "--server.compression.min-response-size=1B");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void speaksHttp2AndShowsItsCertificate() {
        runner.withPropertyValues("connections.service.ssl-bundle=mutual").run(context -> {
            Map<?, ?> told = context.getBean(RestConnection.class).get("/tell", Map.class);
            assertThat(told.get("protocol")).isEqualTo("HTTP/2.0");
            assertThat(told.get("client")).isEqualTo("CN=test");
            assertThat(told.get("encoding").toString()).contains("gzip");
        });
    }

    @ParameterizedTest
    @CsvSource({"jdk, HTTP/2.0", "http-components, HTTP/1.1", "simple, HTTP/1.1"})
    void hasTheSslBundleOfTheApplicationWhateverTheClientIs(String client, String protocol) {
        runner.withPropertyValues("spring.http.clients.ssl.bundle=mutual", "connections.service.http-client=" + client)
                .run(context -> {
                    Map<?, ?> told = context.getBean(RestConnection.class).get("/tell", Map.class);
                    assertThat(told.get("client")).isEqualTo("CN=test");
                    assertThat(told.get("protocol")).isEqualTo(protocol);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "simple"})
    void hasTheSslBundleOfTheConnectionBeforeThatOfTheApplication(String client) {
        runner.withPropertyValues(
                        "spring.http.clients.ssl.bundle=mutual",
                        "connections.service.ssl-bundle=distrustful",
                        "connections.service.http-client=" + client)
                .run(context -> assertThatExceptionOfType(RuntimeException.class)
                        .isThrownBy(() -> context.getBean(RestConnection.class).get("/tell", Map.class))
                        .withStackTraceContaining("PKIX path"));
    }

    @Test
    void speaksHttp1AndUncompressedIfThatIsSaid() {
        runner.withPropertyValues(
                        "connections.service.ssl-bundle=mutual",
                        "connections.service.http2=false",
                        "connections.service.compression=false")
                .run(context -> {
                    Map<?, ?> told = context.getBean(RestConnection.class).get("/tell", Map.class);
                    assertThat(told.get("protocol")).isEqualTo("HTTP/1.1");
                    assertThat(told.get("encoding")).isEqualTo("none");
                });
    }

    @Test
    void refusesAServerThatTheBundleDoesNotTrust() {
        runner.withPropertyValues("connections.service.ssl-bundle=distrustful")
                .run(context -> assertThatExceptionOfType(RuntimeException.class)
                        .isThrownBy(() -> context.getBean(RestConnection.class).get("/tell", Map.class))
                        .withStackTraceContaining("PKIX path"));
    }

    @Test
    void isRefusedWithACertificateThatTheServerDoesNotTrust() {
        runner.withPropertyValues("connections.service.ssl-bundle=unknown")
                .run(context -> assertThatExceptionOfType(RuntimeException.class)
                        .isThrownBy(() -> context.getBean(RestConnection.class).get("/tell", Map.class))
                        .withMessageContaining("'service'"));
    }

    @RestController
    static class Tell {

        @GetMapping("/tell")
        Map<String, String> tell(
                HttpServletRequest request,
                @RequestHeader(name = "Accept-Encoding", defaultValue = "none") String encoding) {
            X509Certificate[] chain =
                    (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
            return Map.of(
                    "protocol", request.getProtocol(),
                    "client", chain[0].getSubjectX500Principal().getName(),
                    "encoding", encoding);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Tell.class)
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    static class Service {}
}
