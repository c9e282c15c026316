package dev.connections.autoconfigure.toml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tomlj.Toml;

class TomlSyntaxErrorsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = 1979-02-30           | invalid date",
                "a = 1979-13-01           | invalid month (valid range 01..12)",
                "a = 25:00:00             | invalid hour (valid range 00..23)",
                "a = 1979-05-27T07:32:00+19:00 | invalid zone offset hours (valid range -18..+18)",
                "a = \"\\q\"              | invalid escape sequence",
                "a = \"\\uD800\"          | invalid unicode escape sequence",
                "a = 99999999999999999999 | integer is too large",
                "a = 1e9999               | float is too large",
                "[]                       | empty table key",
                "a b = 1                  | unexpected text, expected =",
                "a = 'x                   | unexpected end of input, expected '",
            })
    void saysWhatIsWrong(String toml, String expected) {
        assertThat(TomlSyntaxErrors.describe(Toml.parse(toml).errors()))
                .first()
                .asString()
                .startsWith("line 1, column ")
                .contains(": " + expected);
    }

    @Test
    void saysNothingOfAMessageItDoesNotKnow() {
        assertThat(TomlSyntaxErrors.describe("Text 'hunter2' could not be parsed"))
                .isEqualTo("not valid TOML");
    }
}
