package dev.connections.snowflake.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageNameTests {

    @ParameterizedTest
    @CsvSource({
        "loads, @loads",
        "@loads/2026/11, @loads/2026/11",
        "~, @~",
        "@~/folder/, @~/folder/",
        "%orders, @%orders",
        "db.public.loads, @db.public.loads",
        "db.public.%orders/x, @db.public.%orders/x",
        "\"My Stage\"/a b, @\"My Stage\"/a b"
    })
    void takesNamesOfStages(String name, String reference) {
        assertThat(StageName.of(name).reference()).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "/tmp",
                "a b",
                "loads; drop table orders",
                "loads'; drop table orders --",
                "loads/' || x",
                "loads/\\' x",
                "loads/a\nb",
                "\"a'b\"",
                "\"a\"\"b\"",
                "a.b.c.d",
                "1stage"
            })
    void refusesEverythingElse(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageName.of(name))
                .withMessageContaining("is not the name of a stage");
    }

    @ParameterizedTest
    @CsvSource({"loads/x, @loads/x", "\"My Stage\", '''@\"My Stage\"'''"})
    void areQuotedForTheDriverOnlyIfTheyMust(String name, String reference) {
        assertThat(StageName.of(name).forDriver()).isEqualTo(reference);
    }
}
