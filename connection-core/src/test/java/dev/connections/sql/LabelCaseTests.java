package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.rows.Rows;
import dev.connections.testing.TestDatabases;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.SerializationUtils;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class LabelCaseTests {

    record PetOwner(String person, String petName) {}

    private static final String SQL = "select 'a' as person, 'b' as PET_NAME, 'c' as \"MixedCase\"";

    private final TestConnection lower = new TestConnection(TestDatabases.h2(), SqlOptions.defaults());
    private final TestConnection kept =
            new TestConnection(TestDatabases.h2(), SqlOptions.defaults().withLabelCase(LabelCase.KEEP));

    @AfterEach
    void close() {
        lower.close();
        kept.close();
    }

    @Test
    void labelsOfUpperCaseOnlyAreLowerCased() {
        Rows rows = lower.sql.query(SQL);
        assertThat(rows.columns()).containsExactly("person", "pet_name", "MixedCase");
        assertThat(json(rows)).isEqualTo("[{\"person\":\"a\",\"pet_name\":\"b\",\"MixedCase\":\"c\"}]");
        assertThat(lower.sql.query(SQL, Map.class).get(0).keySet().toString())
                .isEqualTo("[person, pet_name, MixedCase]");
        assertThat(rows.row(0).getString("PET_NAME")).isEqualTo("b");
        assertThat(rows.row(0).getString("petName")).isEqualTo("b");
        assertThat(rows.row(0).getString("mixedcase")).isEqualTo("c");
        assertThat(rows.as(PetOwner.class)).containsExactly(new PetOwner("a", "b"));
        assertThat(lower.sql.query(SQL, PetOwner.class)).containsExactly(new PetOwner("a", "b"));
    }

    @Test
    void labelsThatDifferInCaseOnlyStayAsTheyAre() {
        Rows rows = lower.sql.query("select 1 as \"ID\", 2 as \"id\", 3 as N");
        assertThat(rows.columns()).containsExactly("ID", "id", "n");
        assertThat(rows.row(0).getInt("ID")).isEqualTo(1);
        assertThat(rows.row(0).getInt("id")).isEqualTo(2);
    }

    @Test
    void mapsFindLabelsInAnyCase() throws Exception {
        for (Map<?, ?> row : List.of(
                lower.sql.query(SQL).row(0).toMap(),
                lower.sql.query(SQL).toMaps().get(0),
                lower.sql.query(SQL, Map.class).get(0),
                kept.sql.query(SQL, Map.class).get(0))) {
            for (String label : List.of("pet_name", "PET_NAME", "Pet_Name")) {
                assertThat(row.get(label)).isEqualTo("b");
                assertThat(row.containsKey(label)).isTrue();
                assertThat(row.keySet().contains(label)).isTrue();
            }
            assertThat(row.get("mixedcase")).isEqualTo("c");
            assertThat(row.get("petName")).isNull();
            assertThat(row.containsKey(7)).isFalse();
            assertThat(row.get(null)).isNull();
            assertThat(row.values().toString()).isEqualTo("[a, b, c]");
            assertThat(row).isEqualTo(new LinkedHashMap<>(row)).hasSameHashCodeAs(new HashMap<>(row));
            assertThatThrownBy(row::clear).isInstanceOf(UnsupportedOperationException.class);
        }
        Map<?, ?> two = lower.sql
                .query("select 1 as \"Id\", 2 as \"ID\", null as n", Map.class)
                .get(0);
        assertThat(two.get("Id")).isEqualTo(1);
        assertThat(two.get("ID")).isEqualTo(2);
        assertThat(two.containsKey("id")).isFalse();
        assertThat(two.containsKey("N")).isTrue();
        assertThat(two.get("N")).isNull();
        assertThat((Object) SerializationUtils.clone((Serializable) two)).isEqualTo(two);
    }

    @Test
    void labelsAreKeptIfSo() {
        assertThat(kept.sql.query(SQL).columns()).containsExactly("PERSON", "PET_NAME", "MixedCase");
        assertThat(kept.sql.query(SQL, Map.class).get(0).get("PET_NAME")).isEqualTo("b");
        assertThat(lower.sql.query(SQL, Map.class).get(0).get("pet_name")).isEqualTo("b");
        assertThat(json(kept.sql.query(SQL))).contains("\"PERSON\"");
        assertThat(kept.sql.query(SQL, PetOwner.class)).containsExactly(new PetOwner("a", "b"));
    }

    private static String json(Rows rows) {
        return JsonMapper.builder().findAndAddModules().build().writeValueAsString(rows);
    }
}
