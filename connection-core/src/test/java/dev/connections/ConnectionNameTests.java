package dev.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionNameTests {

    @ParameterizedTest
    @CsvSource({
        "pet-db, petDb, pet-db",
        "pet_db, petDb, pet-db",
        "petDb, petDb, pet-db",
        "PetDb, petDb, pet-db",
        "PET_DB, petDb, pet-db",
        "petdb, petdb, petdb",
        "s3, s3, s3",
        "a-1-b, a1B, a1-b"
    })
    void hasACamelCaseAndAKebabCase(String name, String camelCase, String kebabCase) {
        ConnectionName connection = new ConnectionName(name);
        assertThat(connection.camelCase()).isEqualTo(camelCase);
        assertThat(connection.kebabCase()).isEqualTo(kebabCase);
        assertThat(connection).hasToString(name);
    }

    @Test
    void isTheSameInAnySpelling() {
        assertThat(new ConnectionName("pet-db"))
                .isEqualTo(new ConnectionName("petDb"))
                .isEqualTo(new ConnectionName("PET_DB"))
                .isEqualTo(new ConnectionName("petdb"))
                .hasSameHashCodeAs(new ConnectionName("pet_db"))
                .isNotEqualTo(new ConnectionName("pets-db"));
    }

    @Test
    void knowsItsSpellings() {
        assertThat(new ConnectionName("pet-db").spellings()).containsExactly("pet-db", "petDb", "pet_db");
        assertThat(new ConnectionName("pets").spellings()).containsExactly("pets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1st", "pet.db", "pet db", "-pet"})
    void startsWithALetterAndHasNoOtherSigns(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionName(name))
                .withMessageContaining(name);
    }
}
