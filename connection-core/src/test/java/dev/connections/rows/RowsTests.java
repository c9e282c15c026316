package dev.connections.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.sql.mapping.Reading;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dflib.DataFrame;
import org.dflib.IntSeries;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import tools.jackson.databind.json.JsonMapper;

class RowsTests {

    private static final String OWNERS =
            "select * from (values (1, 'mary', 'dog'), (2, 'john', 'cat'), (3, 'jo, \"x\"', null)) t(id, person, pet)";

    record PetOwner(int id, String person, String pet) {}

    private final Rows rows = Reading.rows(OWNERS);

    @Test
    void hasColumnsAndRows() {
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.isEmpty()).isFalse();
        assertThat(rows.columns()).containsExactly("id", "person", "pet");
        assertThat(Reading.rows(OWNERS + " where id < 0").isEmpty()).isTrue();
    }

    @Test
    void givesItsRowsOneByOne() {
        List<String> persons = new ArrayList<>();
        for (Row row : rows) {
            persons.add(row.getString("person"));
        }
        assertThat(persons).containsExactly("mary", "john", "jo, \"x\"");
        assertThat(rows.stream().mapToInt(row -> row.getInt("id")).sum()).isEqualTo(6);
        assertThat(rows.row(1).getObject(2)).isEqualTo("cat");
        assertThatThrownBy(() -> rows.row(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void becomesRecords() {
        assertThat(rows.as(PetOwner.class))
                .containsExactly(
                        new PetOwner(1, "mary", "dog"),
                        new PetOwner(2, "john", "cat"),
                        new PetOwner(3, "jo, \"x\"", null));
        assertThatThrownBy(() -> rows.as(PetOwner.class).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    record Wrong(long id, int pet, String owner) {}

    record Primitive(int n) {}

    @Test
    void namesQueryColumnAndComponentWhenItCannotBecomeRecords() {
        assertThatThrownBy(() -> rows.as(Wrong.class))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("no column for 'owner' of " + Wrong.class.getTypeName())
                .hasMessageContaining(OWNERS);
        assertThatThrownBy(() -> Reading.rows("select cast(null as int) as n").as(Primitive.class))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("Column 'n' is null, but 'n' of " + Primitive.class.getTypeName());
    }

    @Test
    void givesOneColumnAsAList() {
        assertThat(rows.column("pet", String.class)).containsExactly("dog", "cat", null);
        assertThat(rows.column("id", Long.class)).containsExactly(1L, 2L, 3L);
        assertThatThrownBy(() -> rows.column("pet", Integer.class).get(0))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("'pet'");
    }

    @Test
    void becomesMaps() {
        assertThat(rows.toMaps().get(1)).isEqualTo(Map.of("id", 2, "person", "john", "pet", "cat"));
        assertThat(rows.toMaps().get(2)).containsEntry("pet", null);
    }

    @Test
    void givesValuesOfEveryType() {
        Row row = Reading.rows("select 5000000000 as l, 1.5e0 as d, true as b, 1.50 as dec, date '2024-01-02' as date, "
                        + "timestamp '2024-01-02 10:11:12' as ts, x'01' as bin, "
                        + "cast('5d2a5a3c-8d7e-4a52-a4a3-65a3ef2c4d01' as uuid) as u, cast(null as int) as n")
                .row(0);
        LocalDateTime timestamp = LocalDateTime.of(2024, 1, 2, 10, 11, 12);
        assertThat(row.getLong("l")).isEqualTo(5_000_000_000L);
        assertThat(row.getDouble("d")).isEqualTo(1.5);
        assertThat(row.getBoolean("b")).isTrue();
        assertThat(row.getBigDecimal("dec")).isEqualTo(new BigDecimal("1.50"));
        assertThat(row.getLocalDate("date")).isEqualTo(LocalDate.of(2024, 1, 2));
        assertThat(row.getLocalDateTime("ts")).isEqualTo(timestamp);
        assertThat(row.getInstant("ts"))
                .isEqualTo(timestamp.atZone(ZoneId.systemDefault()).toInstant());
        assertThat(row.getUuid("u")).isEqualTo(UUID.fromString("5d2a5a3c-8d7e-4a52-a4a3-65a3ef2c4d01"));
        assertThat(row.getBytes("bin")).containsExactly(1);
        assertThat(row.get("ts", Instant.class)).isEqualTo(row.getInstant("ts"));
        assertThat(row.isNull("n")).isTrue();
        assertThat(row.get("n", Integer.class)).isNull();
        assertThatThrownBy(() -> row.getInt("n"))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("'n' is null");
        assertThatThrownBy(() -> row.getInt("l")).isInstanceOf(DataRetrievalFailureException.class);
    }

    @Test
    void bytesThatAreHandedOutDoNotChangeIt() {
        Rows bytes = Reading.rows("select x'0102' as content");
        byte[] content = bytes.row(0).getBytes("content");
        content[0] = 9;
        assertThat(bytes.row(0).getBytes("content")).containsExactly(1, 2);
    }

    @Test
    void anUnknownColumnIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> rows.row(0).getString("persn"))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageStartingWith(
                        "There is no column 'persn'; did you mean 'person'? The columns are [id, person, pet]; in the query: ");
        assertThatThrownBy(() -> rows.row(0).getObject(3))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageContaining("There is no column 3");
    }

    @Test
    void columnsOfTheSameNameAreToldByTheirIndex() {
        Rows twice = Reading.rows("select 1 as id, 2 as id");
        assertThat(twice.row(0).getObject(0)).isEqualTo(1);
        assertThat(twice.row(0).getObject(1)).isEqualTo(2);
        assertThatThrownBy(() -> twice.row(0).getInt("id")).hasMessageContaining("Several columns are named 'id'");
        assertThatThrownBy(twice::toMaps).isInstanceOf(InvalidDataAccessApiUsageException.class);
        assertThatThrownBy(twice::toDataFrame).isInstanceOf(InvalidDataAccessApiUsageException.class);
    }

    @Test
    void writesCommaSeparatedValues() {
        StringWriter csv = new StringWriter();
        rows.writeCsv(csv);
        assertThat(csv).hasToString("id,person,pet\r\n1,mary,dog\r\n2,john,cat\r\n3,\"jo, \"\"x\"\"\",\r\n");
        StringWriter empty = new StringWriter();
        Reading.rows("select '' as a, 'x\ny' as b").writeCsv(empty);
        assertThat(empty).hasToString("a,b\r\n\"\",\"x\ny\"\r\n");
    }

    @Test
    void becomesJson() {
        JsonMapper mapper = JsonMapper.builder().findAndAddModules().build();
        assertThat(mapper.writeValueAsString(rows)).startsWith("[{\"id\":1,\"person\":\"mary\",\"pet\":\"dog\"},");
        assertThat(mapper.writeValueAsString(rows.row(2)))
                .isEqualTo("{\"id\":3,\"person\":\"jo, \\\"x\\\"\",\"pet\":null}");
    }

    @Test
    void becomesADataFrame() {
        DataFrame frame = rows.toDataFrame();
        assertThat(frame.height()).isEqualTo(3);
        assertThat(frame.getColumn("id")).isInstanceOf(IntSeries.class);
        assertThat(frame.getColumn("pet").toList()).containsExactly("dog", "cat", null);
    }

    @Test
    void canBeABeanWithoutDflib() {
        // Spring looks at all methods of a bean, which loads the types that they name.
        assertThat(Rows.class.getDeclaredMethods())
                .extracting(method -> method.getReturnType().getName())
                .noneMatch(type -> type.startsWith("org.dflib"));
    }

    @Test
    void isATableToLookAt() {
        assertThat(rows)
                .hasToString(
                        """
                id | person  | pet
                ---+---------+----
                1  | mary    | dog
                2  | john    | cat
                3  | jo, "x" |\s
                3 rows""");
        Rows many = Reading.rows("select x, repeat('long', 100) as text from system_range(1, 1000)");
        assertThat(many.toString()).endsWith("1000 rows, the first 20 shown").contains("longlonglon…");
        assertThat(many.toString().lines()).hasSize(23).allMatch(line -> line.length() < 60);
    }

    @Test
    void isEqualToRowsWithTheSameContent() {
        Rows same = Reading.rows(OWNERS);
        assertThat(same).isEqualTo(rows).hasSameHashCodeAs(rows);
        assertThat(same.row(0)).isEqualTo(rows.row(0)).hasSameHashCodeAs(rows.row(0));
        assertThat(Reading.list(OWNERS, Row.class)).containsExactlyElementsOf(rows);
        assertThat(Reading.rows(OWNERS + " where id < 3")).isNotEqualTo(rows);
        assertThat(Reading.rows(OWNERS.replace("mary", "Mary"))).isNotEqualTo(rows);
    }
}
