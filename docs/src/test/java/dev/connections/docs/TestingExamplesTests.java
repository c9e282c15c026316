package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;

import dev.connections.autoconfigure.rest.MockRestConnections;
import dev.connections.rest.RestConnection;
import dev.connections.sql.SqlConnection;
import dev.connections.test.ConnectionsTest;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.restclient.test.autoconfigure.AutoConfigureMockRestServiceServer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.client.MockRestServiceServer;

/** The examples of the page about testing. */
class TestingExamplesTests {

    @Nested
    // tag::slice[]
    @ConnectionsTest(properties = "connections.pet-db.url=jdbc:h2:mem:")
    @Import(Owners.class)
    class OwnersTests {

        @Autowired
        private SqlConnection petDb;

        @Autowired
        private Owners owners;

        @Test
        void readsOwners() {
            petDb.update("create table pet_owners (person varchar(20), pet varchar(20))");
            petDb.update("insert into pet_owners values ('jerry', 'fish')");
            assertThat(owners.names()).containsExactly("jerry");
        }
    }
    // end::slice[]

    @Nested
    // tag::mock[]
    @SpringBootTest(properties = "connections.pet-db.url=postgresql://127.0.0.1:1/pets")
    @Import(Owners.class)
    class MockedTests {

        @MockitoBean
        private SqlConnection petDb; // opens no pool

        @Autowired
        private Owners owners;

        @Test
        void readsOwners() {
            given(petDb.query("select person from pet_owners", String.class)).willReturn(List.of("jerry"));
            assertThat(owners.names()).containsExactly("jerry");
        }
    }
    // end::mock[]

    @Nested
    // tag::container-fields[]
    @SpringBootTest
    class ContainerTests {

        @ServiceConnection(name = "pet-db")
        static PostgreSQLContainer petDbContainer = new PostgreSQLContainer("postgres:18");

        @ServiceConnection(name = "orders")
        static PostgreSQLContainer ordersContainer = new PostgreSQLContainer("postgres:18");

        @Autowired
        private SqlConnection petDb;

        @Autowired
        private SqlConnection orders;
        // end::container-fields[]

        @Test
        void usesTheContainers() {
            assertThat(petDb.query("select 1").size()).isEqualTo(1);
            assertThat(orders.query("select 1").size()).isEqualTo(1);
        }
    }

    @Nested
    @SpringBootTest
    class ContainerBeanTests {

        @Autowired
        private SqlConnection petDb;

        @Test
        void usesTheContainer() {
            assertThat(petDb.query("select 1").size()).isEqualTo(1);
        }

        // tag::container-beans[]
        @TestConfiguration(proxyBeanMethods = false)
        static class Containers {

            @Bean
            @ServiceConnection(name = "pet-db")
            PostgreSQLContainer petDbContainer() {
                return new PostgreSQLContainer("postgres:18");
            }
        }
        // end::container-beans[]
    }

    @Nested
    // tag::embedded[]
    @ConnectionsTest(properties = "connections.pet-db.url=postgresql://127.0.0.1:1/pets")
    @AutoConfigureTestDatabase
    class EmbeddedTests {

        @Autowired
        private SqlConnection petDb; // H2 in memory

        @Test
        void usesAnEmbeddedDatabase() {
            assertThat(petDb.query("select h2version() as version").size()).isEqualTo(1);
        }
    }
    // end::embedded[]

    @Nested
    // tag::rest[]
    @ConnectionsTest(properties = "connections.weather.url=https://weather.example.com")
    @AutoConfigureMockRestServiceServer
    class ForecastTests {

        @Autowired
        private RestConnection weather;

        @Autowired
        private MockRestServiceServer server;

        @Test
        void readsTheForecast() {
            server.expect(requestTo("https://weather.example.com/forecast"))
                    .andRespond(withSuccess("sunny", MediaType.TEXT_PLAIN));
            assertThat(weather.get("/forecast", String.class)).isEqualTo("sunny");
        }
    }
    // end::rest[]

    @Nested
    @ConnectionsTest(
            properties = {
                "connections.weather.url=https://weather.example.com",
                "connections.city-map.url=https://maps.example.com"
            })
    @AutoConfigureMockRestServiceServer
    class SeveralServicesTests {

        @Autowired
        private RestConnection cityMap;

        // tag::rest-servers[]
        @Autowired
        private MockRestConnections mocks;

        @Test
        void readsTheMap() {
            mocks.server("city-map")
                    .expect(requestTo("https://maps.example.com/oslo"))
                    .andRespond(withSuccess("map", MediaType.TEXT_PLAIN));
            assertThat(cityMap.get("/oslo", String.class)).isEqualTo("map");
        }
        // end::rest-servers[]
    }

    @Nested
    @SpringBootTest
    class DynamicTests {

        // tag::dynamic[]
        @DynamicPropertySource
        static void database(DynamicPropertyRegistry registry) {
            registry.add("connections.pet-db.url", () -> "jdbc:h2:mem:");
        }
        // end::dynamic[]

        @Autowired
        private SqlConnection petDb;

        @Test
        void usesTheDatabaseOfTheTest() {
            assertThat(petDb.query("select 1").size()).isEqualTo(1);
        }
    }

    @Nested
    @SpringBootTest
    class RegistrarTests {

        @Autowired
        private SqlConnection petDb;

        @Test
        void usesTheDatabaseOfTheTest() {
            assertThat(petDb.query("select 1").size()).isEqualTo(1);
        }

        @TestConfiguration(proxyBeanMethods = false)
        static class Database {

            // tag::registrar[]
            @Bean
            DynamicPropertyRegistrar database() {
                return registry -> registry.add("connections.pet-db.url", () -> "jdbc:h2:mem:");
            }
            // end::registrar[]
        }
    }

    static class Owners {

        private final SqlConnection petDb;

        Owners(SqlConnection petDb) {
            this.petDb = petDb;
        }

        List<String> names() {
            return petDb.query("select person from pet_owners", String.class);
        }
    }
}
