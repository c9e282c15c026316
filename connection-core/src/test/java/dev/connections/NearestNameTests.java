package dev.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTests {

    @Test
    void findsWhatDiffersLeast() {
        assertThat(NearestName.of("prot", List.of("host", "port", "properties")))
                .contains("port");
        assertThat(NearestName.of("pet_owner", List.of("pet_owners", "pets"))).contains("pet_owners");
    }

    @Test
    void ignoresCase() {
        assertThat(NearestName.of("persn", List.of("ID", "PERSON"))).contains("PERSON");
    }

    @Test
    void countsLettersThatChangedPlacesOnce() {
        assertThat(NearestName.of("fpt", List.of("ftp"))).contains("ftp");
    }

    @Test
    void findsNothingThatIsTooDifferentToBeMeant() {
        assertThat(NearestName.of("unlike", List.of("others", "pets"))).isEmpty();
        assertThat(NearestName.of("ab", List.of("cd"))).isEmpty();
        assertThat(NearestName.of("any", List.of())).isEmpty();
    }

    @Test
    void prefersTheFirstOfTheAlphabetAmongEquallyNear() {
        assertThat(NearestName.of("pat", List.of("pet", "pan", "cat"))).contains("cat");
    }

    @Test
    void hintsAtTheNearestOrAtAll() {
        assertThat(NearestName.hint("sqll", List.of("sql", "rest"))).isEqualTo("Did you mean 'sql'?");
        assertThat(NearestName.hint("ftp", List.of("rest", "sql"))).isEqualTo("Known: rest, sql.");
    }
}
