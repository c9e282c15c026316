package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.sql.SqlConnection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The code about connections in general. */
@SpringBootTest(properties = "connections.pet-db.url=jdbc:h2:mem:examples")
class ConnectionExamplesTests {

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private Connections connections;

    @Test
    void tellsAndResetsItsState() {
        petDb.query("select 1");
        // tag::state[]
        String name = petDb.name(); // pet-db
        String type = petDb.type(); // sql
        ConnectionState state = petDb.state(); // UP
        petDb.reset();
        // end::state[]
        assertThat(name).isEqualTo("pet-db");
        assertThat(type).isEqualTo("sql");
        assertThat(state).isEqualTo(ConnectionState.UP);
        assertThat(petDb.query("select 1").size()).isEqualTo(1);
    }

    @Test
    void findsAndOpensConnectionsAtRunTime() {
        // tag::runtime[]
        SqlConnection other = connections.get("pet-db", SqlConnection.class);
        SqlConnection adhoc = connections.open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:adhoc"));
        // end::runtime[]
        assertThat(other).isSameAs(petDb);
        assertThat(adhoc.query("select 1").size()).isEqualTo(1);
        assertThat(connections.names()).containsExactly("pet-db", "adhoc");
        // tag::close[]
        connections.close("adhoc");
        // end::close[]
        assertThat(adhoc.state()).isEqualTo(ConnectionState.CLOSED);
    }
}
