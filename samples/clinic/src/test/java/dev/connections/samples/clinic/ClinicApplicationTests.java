package dev.connections.samples.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.SqlConnection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ClinicApplicationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private SqlConnection clinic;

    private RestTestClient http;

    @BeforeEach
    void connect() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @Test
    void aVetReadsPatientsByJpaAndFindingsBySql() {
        assertThat(body("/patients", "vet")).contains("\"name\":\"Rex\"", "\"name\":\"Tom\"");
        assertThat(body("/patients/2/findings", "vet")).isEqualTo("[{\"patient\":2,\"finding\":\"overweight\"}]");
    }

    @Test
    void whatJpaWritesTheConnectionReads() {
        http.post()
                .uri("/patients")
                .headers(headers -> headers.setBasicAuth("vet", "vet"))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", "Nemo", "species", "fish"))
                .exchange()
                .expectStatus()
                .isCreated();
        assertThat(clinic.query("select name from patient where species = 'fish'", String.class))
                .isEqualTo(List.of("Nemo"));
    }

    @Test
    void eachConnectionHasItsOwnMigrations() {
        assertThat(body("/actuator/flyway", "operator"))
                .contains("clinicFlyway", "V1__patients.sql", "laboratoryFlyway", "V1__findings.sql");
    }

    @Test
    void everybodySeesTheHealthAndOnlyOperatorsTheConnections() {
        http.get().uri("/actuator/health").exchange().expectStatus().isOk();
        http.get().uri("/actuator/connections").exchange().expectStatus().isUnauthorized();
        http.get()
                .uri("/actuator/connections")
                .headers(headers -> headers.setBasicAuth("vet", "vet"))
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(body("/actuator/connections", "operator")).contains("clinic", "laboratory", "UP");
    }

    private String body(String uri, String user) {
        return http.get()
                .uri(uri)
                .headers(headers -> headers.setBasicAuth(user, user))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
