package dev.connections.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.autoconfigure.StagedFactory;
import dev.connections.sql.SqlConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application with the actuator, asked over HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.jpa.hibernate.ddl-auto=none",
            "connections.pet-db.url=jdbc:h2:mem:endpoint;USER=scott;PASSWORD=tiger",
            "connections.pet-db.primary=true",
            "connections.pet-db.recovery.check-interval=1h",
            "connections.order-db.url=jdbc:postgresql://scott:tiger@localhost:1/orders?sslpassword=lion",
            "connections.depot.password=tiger",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always",
            "management.endpoint.health.probes.enabled=true",
            "management.endpoint.health.group.shop.include=connections/pet-db",
            "spring.flyway.enabled=false",
            "spring.liquibase.enabled=false"
        })
class ConnectionsEndpointWebTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private Connections connections;

    @BeforeEach
    void opened() {
        petDb.query("select 1");
    }

    @Test
    void listsAllConnections() throws Exception {
        HttpResponse<String> answer = get("connections");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode all = JsonMapper.shared().readTree(answer.body()).path("connections");
        assertThat(all.propertyNames()).containsExactlyInAnyOrder("pet-db", "order-db", "depot");
        assertThat(all.path("pet-db").path("type").asString()).isEqualTo("sql");
        assertThat(all.path("pet-db").path("state").asString()).isEqualTo("UP");
        assertThat(Instant.parse(all.path("pet-db").path("since").asString())).isBefore(Instant.now());
    }

    @Test
    void showsOneConnectionInDetail() throws Exception {
        HttpResponse<String> answer = get("connections/petDb");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode one = JsonMapper.shared().readTree(answer.body());
        assertThat(one.path("name").asString()).isEqualTo("pet-db");
        assertThat(one.path("circuit").asString()).isEqualTo("closed");
        assertThat(one.path("ageMillis").asLong()).isNotNegative();
        assertThat(one.path("gauges").path("pool").path("max").asInt()).isEqualTo(10);
        assertThat(one.path("counts").path("openings").asInt()).isPositive();
        assertThat(one.path("error").isNull()).isTrue();
    }

    @Test
    void diagnosticsShowStatesFailuresPoolAndSettingsWithoutSecrets() throws Exception {
        HttpResponse<String> answer = get("connections/pet-db/diagnostics");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode bundle = JsonMapper.shared().readTree(answer.body());
        assertThat(bundle.path("states").valueStream().map(each -> each.path("state")
                        .asString()))
                .contains("CONNECTING", "UP");
        assertThat(bundle.path("connection")
                        .path("gauges")
                        .path("pool")
                        .path("max")
                        .asInt())
                .isEqualTo(10);
        assertThat(bundle.path("settings").path("recovery.check-interval").asString())
                .isEqualTo("1h");
        assertThat(bundle.path("settings").path("url").asString()).isEqualTo("******");

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode orders = JsonMapper.shared()
                    .readTree(get("connections/order-db/diagnostics").body());
            assertThat(orders.path("failures").path(0).path("error").asString()).contains("Exception");
        });
        for (String name : List.of("pet-db", "order-db", "depot")) {
            assertThat(get("connections/" + name + "/diagnostics").body()).doesNotContain("tiger", "lion");
        }
        assertThat(get("connections/nobody/diagnostics").statusCode()).isEqualTo(404);
        assertThat(get("connections/pet-db/anything").statusCode()).isEqualTo(404);
    }

    @Test
    void resetsOneConnection() throws Exception {
        int before = openings();
        HttpResponse<String> answer = post("connections/pet-db");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("state").asString())
                .isEqualTo("NEW");
        petDb.query("select 1");
        assertThat(openings()).isEqualTo(before + 1);
    }

    @Test
    void showsWhatIsCachedAndDropsOne() throws Exception {
        petDb.cache().clear();
        petDb.query("select 'tiger' as a", Duration.ofHours(1));
        petDb.query("select 2 as b", Duration.ofHours(1));
        petDb.query("select 2 as b", Duration.ofHours(1));
        JsonNode cache = cache();
        assertThat(cache.path("entries").asInt()).isEqualTo(2);
        assertThat(cache.path("hits").asInt()).isPositive();
        assertThat(cache.path("maxBytes").asLong()).isEqualTo(64L * 1024 * 1024);
        JsonNode query = cache.path("queries")
                .valueStream()
                .filter(each -> each.path("query").asString().endsWith("as a"))
                .findFirst()
                .orElseThrow();
        assertThat(query.path("query").asString()).isEqualTo("select ? as a");
        assertThat(query.path("ageMillis").asLong()).isNotNegative();
        assertThat(query.path("bytes").asLong()).isPositive();
        assertThat(query.path("scope").asString()).isEqualTo("SHARED");

        String one = "connections/petDb/" + query.path("id").asLong();
        assertThat(delete(one).statusCode()).isEqualTo(204);
        assertThat(delete(one).statusCode()).isEqualTo(404);
        assertThat(delete("connections/pets/cache").statusCode()).isEqualTo(404);
        assertThat(cache().path("entries").asInt()).isOne();
        assertThat(delete("connections/petDb/cache").statusCode()).isEqualTo(204);
        assertThat(cache().path("entries").asInt()).isZero();
    }

    private JsonNode cache() throws Exception {
        return JsonMapper.shared().readTree(get("connections/pet-db").body()).path("cache");
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
                        .DELETE()
                        .build(),
                BodyHandlers.ofString());
    }

    private int openings() throws Exception {
        return JsonMapper.shared()
                .readTree(get("connections/pet-db").body())
                .path("counts")
                .path("openings")
                .asInt();
    }

    @Test
    void aNameThatIsUnknownIsAnsweredWithThoseThatAreKnown() throws Exception {
        for (HttpResponse<String> answer : List.of(get("connections/pets"), post("connections/pets"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            assertThat(body.path("message").asString()).contains("'pets'");
            assertThat(body.path("known").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrder("pet-db", "order-db", "depot");
        }
    }

    @Test
    void noAnswerHoldsASecret() throws Exception {
        awaitDown("order-db");
        awaitDown("depot");
        for (String path : new String[] {
            "connections", "connections/pet-db", "connections/order-db", "connections/depot", "health", "metrics"
        }) {
            assertThat(get(path).body()).as(path).doesNotContain("tiger", "scott", "lion");
        }
        assertThat(reportBetweenAttempts("order-db")).contains("\"error\":\"");
    }

    /** Two connections are down: the application is not well, but alive, and the group of the third is well. */
    @Test
    void aConnectionThatIsDownCountsInHealthAndNotInLiveness() throws Exception {
        awaitDown("order-db");
        HttpResponse<String> health = get("health");
        assertThat(health.statusCode()).isEqualTo(503);
        JsonNode components = JsonMapper.shared().readTree(health.body()).path("components");
        assertThat(components.propertyNames()).contains("connections").doesNotContain("db");
        assertThat(components
                        .path("connections")
                        .path("components")
                        .path("order-db")
                        .path("status")
                        .asString())
                .isEqualTo("DOWN");
        assertThat(get("health/connections/pet-db").statusCode()).isEqualTo(200);
        assertThat(get("health/shop").statusCode()).isEqualTo(200);
        assertThat(get("health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreThereByName() throws Exception {
        String answer = get("metrics/connections.state?tag=connection:pet-db&tag=state:up")
                .body();
        assertThat(JsonMapper.shared()
                        .readTree(answer)
                        .path("measurements")
                        .path(0)
                        .path("value")
                        .asDouble())
                .isEqualTo(1);
    }

    /** The first one that tells when the next attempt is due: none is, while one is under way. */
    private String reportBetweenAttempts(String name) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String body = get("connections/" + name).body();
        while (!body.contains("\"nextAttempt\":\"")) {
            assertThat(System.nanoTime()).as(body).isLessThan(deadline);
            body = get("connections/" + name).body();
        }
        return body;
    }

    private void awaitDown(String name) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (connections.get(name).state() != ConnectionState.DOWN) {
            assertThat(System.nanoTime()).as(name + " is down").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
                .timeout(Duration.ofSeconds(20));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                SecurityFilterAutoConfiguration.class,
                ServletWebSecurityAutoConfiguration.class,
                ManagementWebSecurityAutoConfiguration.class
            })
    static class Application {

        @Bean
        ConnectionFactory<AtomicInteger> depotConnectionFactory() {
            return new StagedFactory().failing(new IOException("scott:tiger is not welcome"));
        }
    }
}
