package dev.connections.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class UserNamesTests {

    /** Targets compare names in upper or lower case, or normalized: none of these may tell two names apart that are one there. */
    @Test
    void everyCharacterHasTheFormOfItsUpperAndLowerCaseAndOfItsNormalForms() {
        List<String> different = new ArrayList<>();
        for (int point = 1; point <= Character.MAX_CODE_POINT; point++) {
            if (!Character.isDefined(point) || Character.getType(point) == Character.SURROGATE) {
                continue;
            }
            String name = "a" + Character.toString(point) + "b";
            String form = UserNames.folded(name);
            for (String same : List.of(
                    name.toUpperCase(Locale.ENGLISH),
                    name.toLowerCase(Locale.ENGLISH),
                    Normalizer.normalize(name, Normalizer.Form.NFC),
                    Normalizer.normalize(name, Normalizer.Form.NFD),
                    Normalizer.normalize(name, Normalizer.Form.NFKC),
                    form)) {
                if (!UserNames.folded(same).equals(form)) {
                    different.add(Integer.toHexString(point) + " and " + same);
                }
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void keepsDifferentNamesApart() {
        assertThat(List.of("alice", "bob", "alice2", "al ice", "aliçe", "a.lice"))
                .doesNotHaveDuplicates()
                .extracting(UserNames::folded)
                .doesNotHaveDuplicates();
    }

    @Test
    void normalizedKeepsCase() {
        assertThat(UserNames.normalized(" \uff21lice\u00a0")).isEqualTo("Alice");
    }
}
