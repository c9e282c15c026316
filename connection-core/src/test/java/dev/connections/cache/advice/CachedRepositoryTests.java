package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.CachedQueryReport;
import dev.connections.cache.advice.pets.Pet;
import dev.connections.cache.advice.pets.PetRepository;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.testing.EnglishLocale;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Spring Data's repositories: the annotations stand on methods of interfaces. */
@Timeout(30)
@ExtendWith(EnglishLocale.class)
class CachedRepositoryTests {

    private final TestApplication application = new TestApplication(Repositories.class);

    private final PetRepository pets = application.bean(PetRepository.class);

    @BeforeEach
    void createTable() {
        application.petDb().update("create table \"PET\" (id identity primary key, name varchar(9))");
        pets.save(new Pet(null, "rex"));
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void cacheWhatTheyDeclareAndWhatTheyInherit() {
        assertThat(pets.findByName("rex")).hasSize(1).isSameAs(pets.findByName("rex"));
        assertThat(pets.findAll()).hasSize(1).isSameAs(pets.findAll());
        assertThat(application.cache().entries())
                .extracting(CachedQueryReport::query)
                .containsExactlyInAnyOrder("PetRepository.findByName", "PetRepository.findAll");
    }

    @Test
    void cacheProjections() {
        PetRepository.Named rex = pets.findFirstByNameStartingWith("r").orElseThrow();
        assertThat(pets.findFirstByNameStartingWith("r")).containsSame(rex);
        assertThat(rex.getName()).isEqualTo("rex");
    }

    @Test
    void evictWhatTheySave() {
        assertThat(pets.findAll()).hasSize(1);
        assertThat(pets.findByName("rex")).hasSize(1);
        pets.save(new Pet(null, "rex"));
        assertThat(pets.findAll()).hasSize(2);
        assertThat(pets.findByName("rex")).hasSize(2);
    }

    @Test
    void haveNothingWrongWithThem() {
        Class<?> type = pets.getClass();
        assertThat(QueryMethods.of(type)).hasSize(4);
        QueryMethods.of(type).forEach(method -> assertThat(application.methods().problems(method, type))
                .isEmpty());
        assertThat(application.methods().problemsOfNames()).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = Pet.class)
    static class Repositories {

        @Bean
        SqlConnection petDb(TestConnections connections) {
            return connections.get("pet-db");
        }

        @Bean(defaultCandidate = false)
        DataSource petDbDataSource(SqlConnection petDb) {
            return petDb.dataSource();
        }

        @Bean(defaultCandidate = false)
        PlatformTransactionManager petDbTransactionManager(SqlConnection petDb) {
            return petDb.transactionManager();
        }
    }
}
