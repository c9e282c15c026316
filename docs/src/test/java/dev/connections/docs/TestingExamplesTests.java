package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import dev.connections.sql.SqlConnection;
import dev.connections.test.ConnectionsTest;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

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
