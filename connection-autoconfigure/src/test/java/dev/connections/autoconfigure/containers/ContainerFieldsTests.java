package dev.connections.autoconfigure.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.sql.SqlConnection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Containers of databases in static fields of a test, several of one kind. */
class ContainerFieldsTests {

    private static final String USER = "select current_user";

    @Nested
    @SpringBootTest(classes = ContainersApplication.class)
    class OfConnectionsAlone {

        @ServiceConnection(name = "pet-db")
        static final PostgreSqlStandIn PETS = new PostgreSqlStandIn("fieldpets");

        @ServiceConnection("shopDb")
        static final PostgreSqlStandIn SHOP = new PostgreSqlStandIn("fieldshop");

        @ServiceConnection(name = "orders")
        static final PostgreSqlStandIn ORDERS = new PostgreSqlStandIn("fieldorders");

        @Autowired
        private Connections connections;

        @Autowired
        private ApplicationContext context;

        @Test
        void eachHasItsConnection() {
            assertThat(connections.names()).containsExactlyInAnyOrder("pet-db", "shop-db", "orders");
            assertThat(userOf("pet-db")).isEqualTo("USER_OF_FIELDPETS");
            assertThat(userOf("shop-db")).isEqualTo("USER_OF_FIELDSHOP");
            assertThat(userOf("orders")).isEqualTo("USER_OF_FIELDORDERS");
            assertThat(context.getBeansOfType(ConnectionDetails.class)).isEmpty();
        }

        private String userOf(String name) {
            return connections.get(name, SqlConnection.class).sql(USER).value(String.class);
        }
    }

    interface Containers {

        @ServiceConnection(name = "imported")
        PostgreSqlStandIn CONTAINER = new PostgreSqlStandIn("importedandinherited");
    }

    @Nested
    @SpringBootTest(classes = ContainersApplication.class)
    @ImportTestcontainers(Containers.class)
    class ImportedAndInherited implements Containers {

        @Autowired
        private SqlConnection imported;

        @Test
        void isOneContainer() {
            assertThat(imported.sql(USER).value(String.class)).isEqualTo("USER_OF_IMPORTEDANDINHERITED");
        }
    }

    @Nested
    @SpringBootTest(classes = ContainersApplication.class)
    class BesideOneOfTheApplication {

        @ServiceConnection(name = "pet-db")
        static final PostgreSqlStandIn PETS = new PostgreSqlStandIn("besidepets");

        @ServiceConnection
        static final PostgreSqlStandIn APPLICATION = new PostgreSqlStandIn("besideapplication");

        @ServiceConnection(name = "orders")
        static final PostgreSqlStandIn ORDERS = new PostgreSqlStandIn("besideorders");

        @Autowired
        private SqlConnection petDb;

        @Autowired
        private SqlConnection orders;

        @Autowired
        private DataSource dataSource;

        @Autowired
        private ObjectProvider<JdbcConnectionDetails> details;

        @Test
        void theDataSourceIsThatOfTheContainerWithoutAName() {
            assertThat(new JdbcTemplate(dataSource).queryForObject(USER, String.class))
                    .isEqualTo("USER_OF_BESIDEAPPLICATION");
            assertThat(petDb.sql(USER).value(String.class)).isEqualTo("USER_OF_BESIDEPETS");
            assertThat(orders.sql(USER).value(String.class)).isEqualTo("USER_OF_BESIDEORDERS");
            assertThat(details.stream()).hasSize(1);
        }
    }

    @Nested
    @SpringBootTest(
            classes = ContainersApplication.class,
            properties = {
                "connections.petDb.dialect=postgresql",
                "connections.petDb.host=127.0.0.1",
                "connections.petDb.port=1",
                "connections.petDb.database=pets",
                "connections.petDb.username=scott",
                "connections.petDb.pool.maximum-size=3"
            })
    class OfAConfiguredConnection {

        @ServiceConnection(name = "pet-db")
        static final PostgreSqlStandIn PETS = new PostgreSqlStandIn("configuredpets");

        @Autowired
        private SqlConnection petDb;

        @Test
        void replacesItsAddressAndCredentialsAlone() {
            assertThat(petDb.sql(USER).value(String.class)).isEqualTo("USER_OF_CONFIGUREDPETS");
            assertThat(petDb.name()).isEqualTo("petDb");
            assertThat(petDb.unwrap(com.zaxxer.hikari.HikariDataSource.class).getMaximumPoolSize())
                    .isEqualTo(3);
        }
    }
}
