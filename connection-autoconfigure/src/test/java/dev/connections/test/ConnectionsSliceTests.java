package dev.connections.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.rest.RestConnection;
import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** The slice {@code @ConnectionsTest}. */
@ConnectionsTest(
        properties = {
            "connections.pet-db.url=jdbc:h2:mem:",
            "connections.shop.url=jdbc:h2:mem:",
            "connections.weather.url=http://127.0.0.1:1"
        })
@Import(Owners.class)
class ConnectionsSliceTests {

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private SqlConnection shop;

    @Autowired
    private RestConnection weather;

    @Autowired
    private Owners owners;

    @Autowired
    private ApplicationContext context;

    @Test
    void holdsTheConnectionsAndWhatIsNamed() {
        petDb.update("create table owners (name varchar(20))");
        petDb.update("insert into owners values ('jerry')");
        assertThat(owners.names()).containsExactly("jerry");
        assertThat(context.getBeansOfType(Mailer.class)).isEmpty();
    }

    @Test
    void opensConnectionsAtTheirFirstUse() {
        assertThat(shop.state()).isEqualTo(ConnectionState.NEW);
        assertThat(weather.state()).isEqualTo(ConnectionState.NEW);
    }
}
