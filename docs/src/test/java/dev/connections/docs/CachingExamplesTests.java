package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.CachedResult;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** The code of the page about caching. */
@SpringBootTest(
        properties = {
            "spring.config.location=classpath:snippets/cache.yml",
            "connections.pet-db.url=jdbc:h2:mem:caching-examples"
        })
class CachingExamplesTests {

    @Autowired
    private SqlConnection petDb;

    @BeforeEach
    void prepare() {
        petDb.update("drop table if exists pet_owners");
        petDb.update("create table pet_owners (person varchar(20), pet varchar(20))");
        petDb.update("insert into pet_owners values ('mary', 'dog'), ('john', 'cat')");
        petDb.cache().clear();
    }

    @Test
    void keepsResults() {
        // tag::call[]
        Rows rows = petDb.query("select * from pet_owners", Duration.ofMinutes(2));

        List<PetOwner> owners = petDb.sql("select * from pet_owners where pet = :pet")
                .param("pet", "cat")
                .ttl(Duration.ofMinutes(10))
                .list(PetOwner.class);
        // end::call[]
        assertThat(rows).hasSize(2);
        assertThat(owners).containsExactly(new PetOwner("john", "cat"));
        assertThat(petDb.query("select * from pet_owners", Duration.ofMinutes(2)))
                .isSameAs(rows);
    }

    @Test
    void tellsWhatIsOld() {
        // tag::stale[]
        CachedResult<Rows> result =
                CachedResult.of(() -> petDb.query("select * from pet_owners", Duration.ofMinutes(10)));
        String age = result.stale() ? result.age().toSeconds() + " s old" : "as new as it may be";
        // end::stale[]
        assertThat(result.value()).hasSize(2);
        assertThat(age).isEqualTo("as new as it may be");
    }

    @Test
    void evicts() {
        petDb.query("select * from pet_owners where pet = :pet", Map.of("pet", "cat"));
        petDb.query("select * from pet_owners");
        assertThat(petDb.cache().entries()).hasSize(2);
        // tag::evict[]
        petDb.cache().evict("select * from pet_owners where pet = :pet"); // for whatever pet
        petDb.cache().clear();
        // end::evict[]
        assertThat(petDb.cache().entries()).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
