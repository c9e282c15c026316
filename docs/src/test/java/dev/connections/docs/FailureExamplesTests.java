package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionUnavailableException;
import dev.connections.sql.SqlConnection;
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
}
