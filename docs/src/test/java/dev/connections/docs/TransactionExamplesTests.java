package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.sql.SqlConnection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The annotated transaction of the page about SQL, among several connections. */
@SpringBootTest(
        properties = {
            "connections.pet-db.url=jdbc:h2:mem:transaction-examples",
            "connections.shop.url=jdbc:h2:mem:transaction-examples-shop"
        })
class TransactionExamplesTests {

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private Adoptions adoptions;

    @Test
    void aTransactionBelongsToTheConnectionThatItNames() {
        petDb.update("create table pet_owners (person varchar(20) primary key, pet varchar(20))");
        adoptions.adopt("jerry", "fish");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> adoptions.adopt("jerry", "cat"))
                .withMessageContaining("'pet-db'");
        assertThat(petDb.table("pet_owners").as(PetOwner.class)).containsExactly(new PetOwner("jerry", "fish"));
    }

    // tag::transactional[]
    @Service
    static class Adoptions {

        private final SqlConnection petDb;

        Adoptions(SqlConnection petDb) {
            this.petDb = petDb;
        }

        @Transactional("petDb")
        public void adopt(String person, String pet) {
            petDb.update("update pet_owners set pet = null where pet = :pet", Map.of("pet", pet));
            petDb.update("insert into pet_owners values (:person, :pet)", Map.of("person", person, "pet", pet));
        }
    }
    // end::transactional[]

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Adoptions.class)
    static class Application {}
}
