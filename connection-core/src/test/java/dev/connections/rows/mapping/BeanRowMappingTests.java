package dev.connections.rows.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.sql.mapping.Reading;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

class BeanRowMappingTests {

    abstract static class Entity<I> {

        private I id;

        public I getId() {
            return id;
        }

        public void setId(I id) {
            this.id = id;
        }
    }

    static class Pet extends Entity<Long> {

        private String petName = "nobody";
        private int age = -1;

        public String getPetName() {
            return petName;
        }

        public void setPetName(String petName) {
            this.petName = petName;
        }

        public int getAge() {
            return age;
        }

        public void setAge(int age) {
            this.age = age;
        }
    }

    static class Closed {

        private final int n;

        Closed(int n) {
            this.n = n;
        }

        public int getN() {
            return n;
        }
    }

    @Test
    void callsSettersOfGenericSuperclassesWithTheirOwnType() {
        Pet pet = Reading.list("select 7 as id, 'Tom' as pet_name, 3 as age, 'x' as other", Pet.class)
                .get(0);
        assertThat(pet.getId()).isEqualTo(7L);
        assertThat(pet.getPetName()).isEqualTo("Tom");
        assertThat(pet.getAge()).isEqualTo(3);
    }

    @Test
    void leavesPropertiesWithoutAColumnAsTheyAre() {
        Pet pet = Reading.list("select 7 as id", Pet.class).get(0);
        assertThat(pet.getPetName()).isEqualTo("nobody");
        assertThat(pet.getAge()).isEqualTo(-1);
    }

    @Test
    void aBeanWithoutAnyColumnIsAMistake() {
        assertThatThrownBy(() -> Reading.list("select 7 as ident", Pet.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("no column for any property of " + Pet.class.getTypeName())
                .hasMessageContaining("petName")
                .hasMessageContaining("[ident]");
    }

    @Test
    void aNullForAPrimitivePropertyIsNamed() {
        assertThatThrownBy(() -> Reading.list("select 7 as id, cast(null as int) as age", Pet.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("Column 'age' is null, but 'age' of");
    }

    @Test
    void aClassWithOneConstructorIsMadeByIt() {
        assertThat(Reading.list("select 7 as n", Closed.class).get(0).getN()).isEqualTo(7);
    }
}
