package dev.connections.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import dev.connections.sql.SqlConnection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A connection that is a mock. */
@SpringBootTest(
        classes = Owners.class,
        properties = {
            "connections.pet-db.url=postgresql://scott:tiger@127.0.0.1:1/pets",
            "connections.pet-db.flyway.enabled=true"
        })
@AutoConfigureConnections
class MockedConnectionTests {

    @MockitoBean
    private SqlConnection petDb;

    @Autowired
    private Owners owners;

    @Autowired
    private Connections connections;

    @Autowired
    private SupervisedConnections supervised;

    @Test
    void opensNoPool() {
        given(petDb.query("select name from owners order by name", String.class))
                .willReturn(List.of("jerry"));
        assertThat(owners.names()).containsExactly("jerry");
        assertThat(supervised.supervised("pet-db").state()).isEqualTo(ConnectionState.NEW);
        assertThat(connections.get("pet-db")).isSameAs(petDb);
    }
}
