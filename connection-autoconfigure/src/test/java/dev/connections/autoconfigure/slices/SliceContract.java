package dev.connections.autoconfigure.slices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.sql.pets.Pet;
import dev.connections.autoconfigure.sql.pets.PetRepository;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.EnglishLocale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What holds in each slice of Spring Boot that has a database. */
@TestPropertySource(properties = {"spring.liquibase.enabled=false", "spring.flyway.enabled=false"})
@ExtendWith(EnglishLocale.class)
abstract class SliceContract {

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private JdbcClient jdbcClient;

    @Autowired
    private PetRepository pets;

    @Test
    void theConnectionItsRepositoriesAndTheDataSourceAreOneDatabase() {
        petDb.update("create table if not exists pet (id bigint auto_increment primary key, name varchar(20))");
        Pet saved = pets.save(new Pet(null, "leo"));
        assertThat(jdbcClient
                        .sql("select name from pet where id = ?")
                        .param(saved.id())
                        .query(String.class)
                        .single())
                .isEqualTo("leo");
        assertThat(petDb.dialect().id()).isEqualTo("h2");
        assertThat(petDb.query("select h2version()", String.class)).hasSize(1);
    }
}
