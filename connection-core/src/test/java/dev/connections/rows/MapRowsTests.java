package dev.connections.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of values that are there already. */
class MapRowsTests {

    record Pet(String name, int age) {}

    private static Map<String, Object> one(Object value) {
        Map<String, Object> row = new HashMap<>();
        row.put("value", value);
        return row;
    }

    private static List<Object> values(Object... values) {
        return Rows.of(Arrays.stream(values).map(MapRowsTests::one).toList()).column("value", Object.class);
    }

    @Test
    void columnsAreAllKeysAndMissingValuesAreNull() {
        Rows rows = Rows.of(List.of(Map.of("name", "Rex"), Map.of("age", 3)));

        assertThat(rows.columns()).containsExactly("name", "age");
        assertThat(rows.row(0).get("age", Integer.class)).isNull();
        assertThat(rows.row(1).get("name", String.class)).isNull();
        assertThat(rows.row(1).getInt("age")).isEqualTo(3);
    }

    @Test
    void rowsBecomeRecords() {
        List<Map<String, Object>> pets = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            pets.add(Map.of("name", "pet " + i, "age", i));
        }
        Rows rows = Rows.of(pets);

        assertThat(rows.as(Pet.class)).hasSize(10_000).element(9_999).isEqualTo(new Pet("pet 9999", 9_999));
        assertThat(rows.sizeInBytes()).isLessThan(300_000);
    }

    @Test
    void numbersTakeTheNarrowestTypeThatHoldsThemAll() {
        assertThat(values(1, 2L)).containsExactly(1L, 2L);
        assertThat(values(1, null, 2.5)).containsExactly(1.0, null, 2.5);
        assertThat(values(1, new BigDecimal("2.50"))).containsExactly(new BigDecimal("1"), new BigDecimal("2.50"));
        assertThat(values(Long.MAX_VALUE, 0.1)).containsExactly(new BigDecimal(Long.MAX_VALUE), new BigDecimal("0.1"));
        assertThat(values(new BigInteger("99999999999999999999")))
                .containsExactly(new BigDecimal("99999999999999999999"));
        assertThat(values(1.0, Double.NaN)).containsExactly(1.0, Double.NaN);
        assertThat(values(1L, Double.NaN)).containsExactly(1L, Double.NaN);
    }

    @Test
    void otherValuesStayWhatTheyAre() {
        assertThat(values("a", 1, true, LocalDate.EPOCH)).containsExactly("a", 1, true, LocalDate.EPOCH);
        assertThat(values(List.of(1, 2))).containsExactly(List.of(1, 2));
        assertThat(values((Object) null)).containsExactly((Object) null);
    }

    @Test
    void whatCanBeChangedLaterIsRefusedOrCopied() {
        byte[] bytes = {1};
        Rows rows = Rows.of(List.of(Map.of("value", bytes)));
        bytes[0] = 2;
        assertThat(rows.row(0).get("value", byte[].class)).containsExactly(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> values(new Date()))
                .withMessageContaining("'value'")
                .withMessageContaining("java.util.Date");
        assertThatIllegalArgumentException().isThrownBy(() -> values(List.of(new Date())));
    }

    @Test
    void noRowsHaveNoColumns() {
        assertThat(Rows.of(List.of()).columns()).isEmpty();
        assertThat(Rows.of(List.of()).size()).isZero();
    }
}
