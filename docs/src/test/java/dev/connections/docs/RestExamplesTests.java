package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.rest.RestHttpClientCustomizer;
import dev.connections.rest.RestConnection;
import dev.connections.rest.RestException;
import dev.connections.rows.Rows;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpCall;
import dev.connections.testing.http.HttpService;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** The code and the settings of the page about REST, against a real HTTP server. */
class RestExamplesTests {

    private static final Path SNIPPETS = Path.of("src/test/resources/snippets");

    private final HttpService service = HttpService.answering(RestExamplesTests::answer);

    private static HttpAnswer answer(HttpCall call) {
        String invoice = "{\"id\": 7, \"customer\": \"mary\", \"amount\": 12.50}";
        return switch (call.path()) {
            case "/v1/invoices" ->
                call.method().equals("GET")
                        ? HttpAnswer.json("{\"data\": [" + invoice + "]}")
                        : HttpAnswer.json(invoice);
            case "/v1/invoices/8" -> HttpAnswer.text(404, "no such invoice");
            case "/v1/invoices/8/pdf" -> HttpAnswer.text(200, "a picture of it");
            default -> HttpAnswer.json(invoice);
        };
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private ConfigurableApplicationContext run(String snippet, String... settings) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.location=file:" + SNIPPETS.resolve(snippet))
                .run(settings);
    }

    @Test
    void aServiceIsCalled(@TempDir Path directory) throws IOException {
        try (ConfigurableApplicationContext context =
                run("rest.yml", "--connections.billing.url=" + service.url() + "/v1", "--BILLING_PASSWORD=s3cret")) {
            Invoices invoices = context.getBean(Invoices.class);
            assertThat(invoices.read()).isEqualTo("mary");
            assertThat(invoices.write().id()).isEqualTo(7);
            assertThat(service.lastCall().header("Idempotency-Key")).isEqualTo("order-4711");
            assertThat(invoices.cached().customer()).isEqualTo("mary");
            assertThat(invoices.files(directory)).isEqualTo("a picture of it".length());
            assertThat(service.lastCall().text()).contains("name=\"picture\"; filename=\"picture.png\"");
            assertThat(invoices.spring().customer()).isEqualTo("mary");
            assertThat(invoices.failure()).contains("404");
            assertThat(context.getBean(InvoicesApi.class).invoice(7).customer()).isEqualTo("mary");
            assertThat(service.calls()).anyMatch(call -> call.path().equals("/v1/ping"));
            assertThat(service.calls()).allMatch(call -> call.header("Authorization") != null);
        }
    }

    @Test
    void theSettingsAreThoseThatThereAre() {
        try (ConfigurableApplicationContext context =
                run("rest-tls.yml", "--connections.billing.start=lazy", "--connections.billing.ssl-bundle=")) {
            assertThat(context.getBean(RestConnection.class).type()).isEqualTo("rest");
        }
    }

    @Test
    void anotherHttpClientIsConfiguredAndCustomized() {
        try (ConfigurableApplicationContext context =
                run("rest-http-client.yml", "--connections.billing.url=" + service.url() + "/v1")) {
            RestConnection billing = context.getBean(RestConnection.class);
            assertThat(billing.get("/invoices/7", Invoice.class).customer()).isEqualTo("mary");
            assertThat(service.lastCall().header("User-Agent")).isEqualTo("shop/1.0");
        }
    }

    record Invoice(long id, String customer, BigDecimal amount) {}

    // tag::interface[]
    interface InvoicesApi {

        @GetExchange("/invoices/{id}")
        Invoice invoice(@PathVariable long id);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "billing", types = InvoicesApi.class) // the group is the connection
    static class Interfaces {}
    // end::interface[]

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Interfaces.class)
    static class Application {

        // tag::customizer[]
        @Bean
        RestHttpClientCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> billingHttpClient() {
            return (connection, builder) -> connection.value().equals("billing")
                    ? builder.withHttpClientCustomizer(client -> client.setUserAgent("shop/1.0"))
                    : builder;
        }
        // end::customizer[]

        @Bean
        Invoices invoices(RestConnection connection) {
            return new Invoices(connection);
        }
    }

    static class Invoices {

        private final RestConnection billing;

        Invoices(RestConnection billing) {
            this.billing = billing;
        }

        String read() {
            // tag::read[]
            Invoice invoice = billing.get("/invoices/{id}", Map.of("id", 7), Invoice.class);
            Rows unpaid = billing.rows("/invoices", Map.of("paid", false), "/data"); // an array of objects
            Optional<Invoice> maybe = billing.get("/invoices/8").optional(Invoice.class); // empty if 404
            // end::read[]
            assertThat(unpaid.size()).isEqualTo(1);
            assertThat(maybe).isEmpty();
            return invoice.customer();
        }

        Invoice write() {
            // tag::write[]
            Invoice invoice = new Invoice(0, "mary", new BigDecimal("12.50"));
            Invoice written = billing.post("/invoices")
                    .body(invoice)
                    .idempotencyKey("order-4711") // so that it may be sent again
                    .as(Invoice.class);
            billing.put("/invoices/{id}")
                    .pathVariable("id", written.id())
                    .body(invoice)
                    .send();
            billing.delete("/invoices/9").send();
            billing.post("/invoices", invoice, Invoice.class); // never sent again once it has reached the server
            // end::write[]
            return billing.post("/invoices")
                    .body(invoice)
                    .idempotencyKey("order-4711")
                    .as(Invoice.class);
        }

        Invoice cached() {
            // tag::cached[]
            return billing.get("/invoices/7").ttl(Duration.ofMinutes(5)).as(Invoice.class);
            // end::cached[]
        }

        long files(Path directory) throws IOException {
            Path picture = Files.writeString(directory.resolve("picture.png"), "png");
            // tag::files[]
            long bytes = billing.get("/invoices/8/pdf").download(directory.resolve("8.pdf"));
            billing.post("/invoices/8/pictures")
                    .part("title", "Front")
                    .part("picture", picture)
                    .send();
            // end::files[]
            return bytes;
        }

        Invoice spring() {
            // tag::spring[]
            return billing.restClient()
                    .get()
                    .uri("/invoices/{id}", 7)
                    .retrieve()
                    .body(Invoice.class);
            // end::spring[]
        }

        String failure() {
            RestException[] caught = new RestException[1];
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> billing.get("/invoices/8", Invoice.class))
                    .satisfies(failure -> caught[0] = failure);
            RestException failure = caught[0];
            // tag::failure[]
            boolean missing = failure.status() == HttpStatus.NOT_FOUND; // null if there was no answer
            String what = failure.method() + " " + failure.path(); // and problem(), body(), connectionName()
            // end::failure[]
            assertThat(missing).isTrue();
            assertThat(what).isEqualTo("GET /invoices/8");
            return String.valueOf(failure.getMessage());
        }
    }
}
