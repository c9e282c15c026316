package dev.connections.samples.cached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.ResponseEntity;

/** With a time so short that every result is too old when it is asked for again. */
@SpringBootTest(properties = {"pets.ttl=1ns", "connections.pet-db.url=jdbc:h2:mem:stale-pets"})
class StaleAnswerTests {

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private PetOwnersPage page;

    @Test
    void theLastGoodAnswerIsGivenAndSaysSo() {
        assertThat(status(page.of("cat"))).isEqualTo("pet-db; fwd=miss");
        petDb.update("alter table pet_owners rename to away");
        ResponseEntity<?> answer = page.of("cat");
        assertThat(status(answer)).isEqualTo("pet-db; hit; detail=stale");
        assertThat(answer.getBody()).hasToString("[PetOwner[person=john, pet=cat]]");
        petDb.update("alter table away rename to pet_owners");
    }

    private static String status(ResponseEntity<?> answer) {
        return String.valueOf(answer.getHeaders().getFirst("Cache-Status"));
    }
}
