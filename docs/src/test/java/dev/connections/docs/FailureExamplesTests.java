package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionUnavailableException;
import dev.connections.sql.SqlConnection;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.TransientDataAccessResourceException;

/** What the pages say of a target that is down. */
@SpringBootTest(properties = "connections.pet-db.url=postgresql://scott:tiger@127.0.0.1:1/pets")
class FailureExamplesTests {

    @Autowired
    private SqlConnection petDb;

    @Test
    void theFirstUseTellsThatTheServerDoesNotAnswer() {
        assertThatExceptionOfType(TransientDataAccessResourceException.class)
                .isThrownBy(() -> petDb.query("select 1"))
                .withMessageContainingAll("'pet-db'", "unavailable since", "127.0.0.1:1")
                .withMessageNotContaining("tiger")
                .havingCause()
                .isInstanceOfSatisfying(ConnectionUnavailableException.class, ex -> {
                    assertThat(ex.connectionName()).isEqualTo("pet-db");
                    assertThat(ex.since()).isNotNull();
                });
    }

    @Test
    void anOutageIsHandled() {
        assertThat(owners()).isEqualTo("unavailable since a moment ago");
    }

    private String owners() {
        // tag::unavailable[]
        try {
            return petDb.query("select * from pet_owners").toString();
        } catch (TransientDataAccessResourceException ex) {
            if (ex.getCause() instanceof ConnectionUnavailableException outage) {
                boolean recent = outage.since().isAfter(Instant.now().minusSeconds(600));
                return recent ? "unavailable since a moment ago" : "unavailable since " + outage.since();
            }
            throw ex;
        }
        // end::unavailable[]
    }
}
