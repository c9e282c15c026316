package dev.connections.samples.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Spring Data finds such a repository only if JPA is its one module on the class path. */
@SpringBootTest
class OrmXmlRepositoryTests {

    @Autowired
    private AnimalRepository animals;

    @Test
    void repositoriesOfEntitiesMappedInOrmXmlAreFound() {
        assertThat(animals.findById(1L)).get().extracting(Animal::name).isEqualTo("Rex");
    }
}
