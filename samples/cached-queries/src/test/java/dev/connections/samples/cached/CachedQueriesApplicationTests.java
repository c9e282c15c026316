package dev.connections.samples.cached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CachedQueriesApplicationTests {

    @Autowired
    private SqlConnection petDb;

    @LocalServerPort
    private int port;

    private RestTestClient http;

    @BeforeEach
    void connect() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
        petDb.cache().clear();
    }

    private EntityExchangeResult<byte[]> get(String pet) {
        return http.get()
                .uri("/pet-owners/" + pet)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
    }

    private static String status(EntityExchangeResult<byte[]> answer) {
        return answer.getResponseHeaders().getFirst("Cache-Status");
    }

    @Test
    void theSecondAnswerComesFromTheCache() {
        assertThat(status(get("cat"))).isEqualTo("pet-db; fwd=miss");
        EntityExchangeResult<byte[]> second = get("cat");
        assertThat(status(second)).isEqualTo("pet-db; hit");
        assertThat(second.getResponseHeaders().getFirst("Age")).matches("\\d+");
        assertThat(second.getResponseBody()).asString().isEqualTo("[{\"person\":\"john\",\"pet\":\"cat\"}]");
        assertThat(status(get("dog"))).isEqualTo("pet-db; fwd=miss");
    }

    @Test
    void aNewOwnerIsSeenAtOnce() {
        assertThat(get("fish").getResponseBody()).asString().isEqualTo("[]");
        http.post()
                .uri("/pet-owners")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"person\":\"alex\",\"pet\":\"fish\"}")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(get("fish").getResponseBody()).asString().contains("alex");
    }
}
