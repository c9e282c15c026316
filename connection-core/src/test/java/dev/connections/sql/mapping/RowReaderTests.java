package dev.connections.sql.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.rows.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import tools.jackson.databind.JsonNode;

class RowReaderTests {

    enum Pet {
        CAT,
        DOG
    }

    record PetOwner(String person, Pet pet) {}

    record Account(long id, String petOwner, int age, double weight, boolean active, BigDecimal balance) {}

    private record Hidden(int n) {}

    @Test
    void mapsRecordsAndEnums() {
        assertThat(Reading.list(
                        "select * from (values ('mary', 'DOG'), ('john', null)) t(person, pet)", PetOwner.class))
                .containsExactly(new PetOwner("mary", Pet.DOG), new PetOwner("john", null));
    }

    @Test
    void findsSnakeCaseColumnsWhateverTheirCase() {
        assertThat(Reading.list(
                        "select 1 as ID, 'x' as pet_owner, 3 as \"Age\", 1.5 as weight, true as active, 2.50 as balance, "
                                + "'y' as not_asked_for",
                        Account.class))
                .containsExactly(new Account(1, "x", 3, 1.5, true, new BigDecimal("2.50")));
    }

    @Test
    void makesPrivateRecords() {
        assertThat(Reading.list("select 7 as n", Hidden.class)).containsExactly(new Hidden(7));
    }

    record Numbers(byte b, short s, int i, long l, float f, double d, Byte bb, Short ss, Integer ii, Long ll) {}

    @Test
    void readsEveryWidthOfNumber() {
        assertThat(Reading.list(
                        "select 1 b, 2 s, cast(3 as bigint) i, 4 l, 5 f, 6 d, 7 bb, 8 ss, cast(9 as bigint) ii, 10 ll",
                        Numbers.class))
                .containsExactly(new Numbers((byte) 1, (short) 2, 3, 4, 5, 6, (byte) 7, (short) 8, 9, 10L));
    }

    record Small(short n) {}

    @Test
    void refusesNumbersThatDoNotFit() {
        assertThatThrownBy(() -> Reading.list("select 70000 as n", Small.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("'n'")
                .hasMessageContaining("'n' of " + Small.class.getTypeName())
                .hasMessageContaining("select 70000 as n");
        assertThatThrownBy(() -> Reading.list("select cast(1.5 as decimal(3, 1)) as n", Long.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("1.5 has a fraction; use BigDecimal or double");
    }

    record Times(
            LocalDate date,
            LocalTime time,
            LocalDateTime timestamp,
            OffsetDateTime zoned,
            Instant instant,
            @Nullable Instant none,
            Year released) {}

    @Test
    void readsDatesAndTimes() {
        assertThat(Reading.list(
                        "select date '2024-01-02' date, time '10:11:12' as \"TIME\", "
                                + "timestamp '2024-01-02 10:11:12.123456' timestamp, "
                                + "timestamp with time zone '2024-01-02 10:11:12+02' zoned, "
                                + "timestamp with time zone '2024-01-02 10:11:12+02' instant, "
                                + "cast(null as timestamp) none, 1999 released",
                        Times.class))
                .containsExactly(new Times(
                        LocalDate.of(2024, 1, 2),
                        LocalTime.of(10, 11, 12),
                        LocalDateTime.parse("2024-01-02T10:11:12.123456"),
                        OffsetDateTime.parse("2024-01-02T10:11:12+02:00"),
                        Instant.parse("2024-01-02T08:11:12Z"),
                        null,
                        Year.of(1999)));
    }

    record Documents(
            UUID id, UUID binaryId, byte[] content, String text, JsonNode json, String[] tags, List<Long> ids) {}

    @Test
    void readsUuidsBlobsClobsJsonAndArrays() {
        List<Documents> documents = Reading.list(
                "select cast('5d2a5a3c-8d7e-4a52-a4a3-65a3ef2c4d01' as uuid) id, "
                        + "cast(x'5d2a5a3c8d7e4a52a4a365a3ef2c4d01' as binary(16)) binary_id, "
                        + "cast(x'0102' as blob) content, cast('long' as clob) text, json '{\"a\":[1]}' json, "
                        + "array['x', null] tags, array[1, 2] ids",
                Documents.class);
        Documents document = documents.get(0);
        assertThat(document.id())
                .hasToString("5d2a5a3c-8d7e-4a52-a4a3-65a3ef2c4d01")
                .isEqualTo(document.binaryId());
        assertThat(document.content()).containsExactly(1, 2);
        assertThat(document.text()).isEqualTo("long");
        assertThat(document.json().at("/a/0").intValue()).isEqualTo(1);
        assertThat(document.tags()).containsExactly("x", null);
        assertThat(document.ids()).containsExactly(1L, 2L);
    }

    @Test
    void readsSingleValues() {
        assertThat(Reading.list("select 'EUR' as anything", Currency.class))
                .containsExactly(Currency.getInstance("EUR"));
        assertThat(Reading.list("select cast(3 as bigint)", Long.class)).containsExactly(3L);
        assertThat(Reading.list("select cast(null as varchar)", String.class)).containsExactly((String) null);
        assertThat(Reading.list("select 'CAT'", Pet.class)).containsExactly(Pet.CAT);
        assertThat(Reading.list("select array[1, 2]", int[].class)).containsExactly(new int[] {1, 2});
        assertThat(Reading.list("select 1.50", String.class)).containsExactly("1.50");
        assertThat(Reading.list("select x'ff'", byte[].class)).containsExactly(new byte[] {-1});
    }

    @Test
    void readsMapsInTheOrderOfTheColumns() {
        @SuppressWarnings("rawtypes")
        List<Map> maps = Reading.list("select 2 as b, 1 as a, cast(null as int) as c", Map.class);
        Map<?, ?> map = maps.get(0);
        assertThat(map.keySet().toString()).isEqualTo("[b, a, c]");
        assertThat(map.values().toString()).isEqualTo("[2, 1, null]");
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void readsRowsThatOutliveTheResult() {
        Row row = Reading.list("select 2 as b, 'x' as name", Row.class).get(0);
        assertThat(row.getInt("b")).isEqualTo(2);
        assertThat(row.getString("name")).isEqualTo("x");
    }

    @Test
    void aMissingColumnIsNamed() {
        assertThatThrownBy(() -> Reading.list("select 'x' as person", PetOwner.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessage("The result has no column for 'pet' of " + PetOwner.class.getTypeName()
                        + "; its columns are [person]; in the query: select 'x' as person");
    }

    @Test
    void anAmbiguousColumnIsNamed() {
        assertThatThrownBy(() -> Reading.list("select 'x' as person, 'CAT' as pe_t, 'DOG' as p_et", PetOwner.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("several columns for 'pet'")
                .hasMessageContaining("[pe_t, p_et]");
        assertThat(Reading.list("select 'x' as person, 'CAT' as \"pet\", 'DOG' as p_et", PetOwner.class))
                .containsExactly(new PetOwner("x", Pet.CAT));
    }

    @Test
    void aNullForAPrimitiveIsNamed() {
        assertThatThrownBy(() -> Reading.list("select cast(null as int) as n", Hidden.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining(
                        "Column 'n' is null, but 'n' of " + Hidden.class.getTypeName() + " is the primitive int")
                .hasMessageContaining("in the query: select cast(null as int) as n");
    }

    @Test
    void anUnknownConstantIsNamed() {
        assertThatThrownBy(() -> Reading.list("select 'x' as person, 'FISH' as pet", PetOwner.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("Column 'pet' cannot become 'pet'")
                .hasMessageContaining("FISH");
    }

    @Test
    void theNumberOfAConstantIsRefused() {
        assertThatThrownBy(() -> Reading.list("select 'x' as person, 1 as pet", PetOwner.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("'pet'")
                .hasMessageContaining("'pet' of ");
    }

    sealed interface Shape permits Circle {}

    record Circle(double radius) implements Shape {}

    abstract static class Incomplete {}

    @Test
    void typesThatNoRowCanBecomeAreRefused() {
        assertThatThrownBy(() -> Reading.list("select 1 as radius", Shape.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("sealed");
        assertThatThrownBy(() -> Reading.list("select 1 as radius", Incomplete.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("abstract");
        assertThatThrownBy(() -> Reading.list("select 1 as radius", Runnable.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("an interface");
    }

    record Household(String name, Account account) {}

    record Tagged(String name, List<String> tags) {}

    @Test
    void nestedTypesAreMadeOfJsonOnly() {
        assertThatThrownBy(() -> Reading.list("select 'x' as name, 'y' as account", Household.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("'account'")
                .hasMessageContaining("'account' of " + Household.class.getTypeName())
                .hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> Reading.list("select 'x' as name, 'a,b' as tags", Tagged.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("'tags' of ")
                .hasMessageContaining("is not JSON");
    }

    record Positive(int n) {

        Positive {
            if (n < 0) {
                throw new IllegalArgumentException("n must be positive");
            }
        }
    }

    @Test
    void whatAConstructorRefusesIsExplained() {
        assertThatThrownBy(() -> Reading.list("select -1 as n", Positive.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("n must be positive")
                .hasMessageContaining("select -1 as n");
    }

    @Test
    void severalColumnsAreNoSingleValue() {
        assertThatThrownBy(() -> Reading.list("select 1 as a, 2 as b", Integer.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("2 columns [a, b]");
    }
}
