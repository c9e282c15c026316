package dev.connections.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class QuickstartApplicationTests {

    @Autowired
    private PetOwners petOwners;

    @LocalServerPort
    private int port;

    private RestTestClient http;

    @BeforeEach
    void connect() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @Test
    void printsThePetOwnersAtStartUp(CapturedOutput output) {
        assertThat(output).contains("mary has a dog", "john has a cat", "robert has a bird");
    }

    @Test
    void readsThePetOwners() {
        assertThat(petOwners.all())
                .containsExactly(
                        new PetOwner("mary", "dog"), new PetOwner("john", "cat"), new PetOwner("robert", "bird"));
    }

    @Test
    void servesThePetOwnersAsJson() {
        http.get()
                .uri("/pet-owners")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        [{"person":"mary","pet":"dog"},{"person":"john","pet":"cat"},{"person":"robert","pet":"bird"}]
                        """);
    }

    @Test
    void greetsReadably() {
        http.get()
                .uri("/")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("mary has a dog\njohn has a cat\nrobert has a bird\n\nThe same as JSON: /pet-owners\n");
    }
}
