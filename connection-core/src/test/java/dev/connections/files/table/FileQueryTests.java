package dev.connections.files.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.files.FileFormatException;
import dev.connections.files.FilesException;
import dev.connections.rows.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL on files, and what it must not reach. */
class FileQueryTests {

    @TempDir
    Path directory;

    private FileTables tables;

    private final Map<String, List<TableSource>> files = new LinkedHashMap<>();

    @BeforeEach
    void open() throws IOException {
        tables = new FileTables("reports", new TableSettings(directory, 1_000_000, Duration.ofSeconds(30)));
        files.put("sales.csv", List.of(put("sales.csv", "month,amount\n01,10\n02,20\n02,5\n")));
        files.put("names.jsonl", List.of(put("names.jsonl", "{\"month\": \"02\", \"name\": \"February\"}\n")));
    }

    @AfterEach
    void close() {
        tables.close();
    }

    private TableSource put(String path, String content) throws IOException {
        Path file = Files.createTempFile(directory, "copy", null);
        Files.write(file, content.getBytes(UTF_8));
        return new TableSource(path, file);
    }

    private Rows query(String sql, Map<String, ?> parameters) {
        FileQuery query = tables.parse(sql);
        return tables.query(query, files, parameters);
    }

    @Test
    void joinsFormatsAndBindsParameters() {
        assertThat(query(
                                "select n.name, sum(s.amount) as total from 'sales.csv' s join 'names.jsonl' n"
                                        + " using (month) where s.amount >= :least group by all",
                                Map.of("least", 6))
                        .toMaps())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("name", "February"))
                .satisfies(row ->
                        assertThat(((Number) row.get("total")).longValue()).isEqualTo(20));
    }

    @Test
    void csvHasTheTypesOfARead() {
        assertThat(query("select typeof(month) m, typeof(amount) a from 'sales.csv' limit 1", Map.of())
                        .toMaps())
                .containsExactly(Map.of("m", "VARCHAR", "a", "BIGINT"));
    }

    @Test
    void filesOfAPatternAreOneTable() throws IOException {
        files.put(
                "2026/*.csv", List.of(put("2026/1.csv", "a,b\n1,x\n"), put("2026/2.csv", "b,a,c\ny,2.5,2026-01-01\n")));
        Rows rows = query("select * from '2026/*.csv' order by a", Map.of());
        assertThat(rows.column("a", Double.class)).containsExactly(1.0, 2.5);
        assertThat(rows.column("b", String.class)).containsExactly("x", "y");
        assertThat(rows.column("c", LocalDate.class)).containsExactly(null, LocalDate.of(2026, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "jsonl", "json", "csv.gz"})
    void columnsOfFilesAreMatchedByName(String extension) throws IOException {
        List<TableSource> sources = new ArrayList<>();
        for (Map<String, Object> row : List.<Map<String, Object>>of(Map.of("a", 1), Map.of("b", "x", "a", 2))) {
            Path file = Files.createTempFile(directory, "copy", null);
            try (OutputStream out = Files.newOutputStream(file)) {
                tables.write(List.of(row), "t." + extension, TableOptions.DEFAULT, out);
            }
            sources.add(new TableSource("t/" + sources.size() + "." + extension, file));
        }
        files.put("t/*." + extension, sources);
        Rows rows = query("select a, b from 't/*." + extension + "' order by a", Map.of());
        assertThat(rows.column("a", Long.class)).containsExactly(1L, 2L);
        assertThat(rows.column("b", String.class)).containsExactly(null, "x");
    }

    @Test
    void aDecimalThatADoubleCannotHoldIsAText() throws IOException {
        files.put("d.csv", List.of(put("d.csv", "c\n12345678901234567.25\n")));
        assertThat(query("select typeof(c) t, c::decimal(38, 2) d from 'd.csv'", Map.of())
                        .toMaps())
                .containsExactly(Map.of("t", "VARCHAR", "d", new BigDecimal("12345678901234567.25")));
    }

    @Test
    void structsKeepTheirNames() throws IOException {
        files.put("n.json", List.of(put("n.json", "[{\"a\": {\"b\": 1, \"c\": \"x\"}}]")));
        assertThat(query("select a.b, a.c from 'n.json'", Map.of()).toMaps())
                .containsExactly(Map.of("b", 1L, "c", "x"));
        assertThat(String.valueOf(
                        query("select a from 'n.json'", Map.of()).row(0).getObject(0)))
                .contains("b", "c");
    }

    @Test
    void aRaggedLineFails() throws IOException {
        files.put("ragged.csv", List.of(put("ragged.csv", "id,n\n1,a\n2\n")));
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> query("select * from 'ragged.csv'", Map.of()))
                .withMessageContainingAll("ragged.csv", "line 3");
    }

    @Test
    void aQueryIsCancelledAfterItsTimeout() {
        try (FileTables impatient =
                new FileTables("reports", new TableSettings(directory, 1_000_000, Duration.ofSeconds(1)))) {
            FileQuery query = impatient.parse(
                    "select count(*) from range(1000000) a, range(1000000) b where a.range * b.range % 7 = 3");
            assertThatExceptionOfType(FilesException.class)
                    .isThrownBy(() -> impatient.query(query, Map.of(), Map.of()))
                    .withMessageContaining("query-timeout");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with 2026 as (select 1) select * from 'sales.csv'",
                "select * from",
                "select :a from 'sales.csv'",
                "select ? from 'sales.csv'",
                "select nothing from 'sales.csv'"
            })
    void aWrongQueryNamesTheConnection(String sql) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(sql, Map.of()))
                .withMessageContaining("'reports'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy (select 1) to '@/x.csv'",
                "copy 'sales.csv' to '@/x.csv'",
                "attach '@/x.db'",
                "detach memory",
                "install httpfs",
                "load httpfs",
                "set memory_limit = '10GB'",
                "reset memory_limit",
                "pragma version",
                "create table t as select 1",
                "create secret s (type s3)",
                "create macro m() as table select * from read_text('/etc/passwd')",
                "insert into t values (1)",
                "drop view \"sales.csv\"",
                "export database '@'",
                "import database '@'",
                "call duckdb_settings()",
                "checkpoint",
                "vacuum",
                "explain select 1",
                "explain analyze copy (select 1) to '@/x.csv'",
                "prepare p as select 1",
                "begin",
                "use memory",
                "select 1; select 2",
                "select 1; copy (select 1) to '@/x.csv'",
                "show tables",
                "show all tables",
                "describe 'sales.csv'",
                "summarize 'sales.csv'",
                "from (show all tables)",
                "select * from (describe select 1)",
                "from '/etc/passwd'",
                "from '/etc/hostname.csv' union all from read_csv('/etc/passwd')",
                "from read_text('/etc/passwd')",
                "from READ_TEXT('/etc/passwd')",
                "from \"read_text\"('/etc/passwd')",
                "from read_blob('@/*')",
                "from read_csv_auto('@/*')",
                "from read_json_objects('@/*')",
                "from read_parquet('@/*')",
                "from parquet_metadata('@/*')",
                "from sniff_csv('/etc/passwd')",
                "from glob('/**')",
                "from query('select 1')",
                "from query_table('sales.csv')",
                "from system.main.read_text('/etc/passwd')",
                "from duckdb_settings()",
                "from duckdb_views()",
                "from duckdb_secrets()",
                "from pragma_table_info('sales.csv')",
                "from information_schema.tables",
                "from sqlite_master",
                "from pg_catalog.pg_class",
                "from main.\"sales.csv\"",
                "from temp.\"sales.csv\"",
                "from temp.main.\"sales.csv\"",
                "select getenv('HOME')",
                "select getenv(x) from (select 'HOME') t(x)",
                "select \"getenv\"('HOME')",
                "select main.getenv('HOME')",
                "select current_setting('memory_limit')",
                "select current_query()",
                "select getvariable('x')",
                "select version()",
                "select pg_sleep(1)",
                "select json_execute_serialized_sql('{}')",
                "from json_execute_serialized_sql(json_serialize_sql('select 1'))",
                "select (select content from read_text('/etc/passwd'))",
                "select exists (from read_text('/etc/passwd'))",
                "with a as (from read_text('/etc/passwd')) from a",
                "with recursive r as (select 1 as n union all select n + 1 from r, read_text('/etc/passwd')) from r",
                "select * from (values (1)) t, lateral (from read_text('/etc/passwd'))",
                "select * from unnest((select array_agg(content) from read_text('/etc/passwd')))",
                "select list_transform([1], x -> getenv('HOME'))",
                "select list_transform(['HOME'], lambda x: getenv(x))",
                "select 1 order by getenv('HOME')",
                "select count(*) filter (getenv('HOME') = 'x')",
                "select 1 limit (select length(getenv('HOME')))",
                "select 1 qualify getenv('HOME') = 'x'",
                "pivot 'sales.csv' on month using sum(amount)",
                "select 'HOME'.getenv()",
                "from 'sales.csv' at (version => 1)",
                "from 'http://127.0.0.1:1/x'",
                "from arrow_scan(1, 2, 3)",
                "from seq_scan('x')",
                "from checkpoint()",
                "from read_duckdb('@/x.db')",
                "from test_all_types()",
                "from enable_logging('x')"
            })
    void nothingButTheNamedFilesIsReachable(String sql) throws IOException {
        long before = count();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(sql.replace("@", directory.toString()), Map.of()))
                .withMessageContaining("'reports'");
        assertThat(count()).isEqualTo(before);
    }

    private long count() throws IOException {
        try (var found = Files.list(directory)) {
            return found.count();
        }
    }

    /** If the check of the query missed something, DuckDB's own lock would refuse it. */
    @Test
    void duckDbIsLocked() throws Exception {
        query("select 1", Map.of());
        var field = FileTables.class.getDeclaredField("duckDb");
        field.setAccessible(true);
        var root = DuckDbTables.class.getDeclaredField("root");
        root.setAccessible(true);
        try (var statement = ((java.sql.Connection) root.get(field.get(tables))).createStatement()) {
            for (String sql : List.of(
                    "select * from read_text('/etc/passwd')",
                    "copy (select 1) to '/tmp/connections-escape.csv'",
                    "attach '/tmp/connections-escape.db'",
                    "install httpfs",
                    "load httpfs",
                    "select * from read_csv('http://127.0.0.1:1/x.csv')",
                    "set enable_external_access=true",
                    "set allowed_directories=['/']",
                    "set lock_configuration=false",
                    "select * from read_text('" + directory + "/../../../etc/passwd')")) {
                assertThatExceptionOfType(java.sql.SQLException.class).as(sql).isThrownBy(() -> statement.execute(sql));
            }
        }
    }

    @Test
    void harmlessQueriesAreAllowed() {
        for (String sql : List.of(
                "select 1 as n",
                "from range(3)",
                "select * from unnest([1, 2])",
                "with s as (from 'sales.csv') select * from s",
                "with recursive r(n) as (select 1 union all select n + 1 from r where n < 3) from r",
                "select month, row_number() over (partition by month order by amount) from 'sales.csv'",
                "select {'a': 1}, [1, 2][1:2], '2026-01-01'::date, x from (values (1)) t(x)",
                "select list_transform([1], lambda x: x + 1), strftime(date '2026-01-01', '%Y'), regexp_matches('a',"
                        + " 'b')",
                "select coalesce(null, 1), case when true then 1 end, cast('1' as int), try_cast('x' as int)",
                "select * exclude (month) from 'sales.csv' union all select 1",
                "select count(*), avg(amount), median(amount), string_agg(month, ',') from 'sales.csv'",
                "select s.month from 'sales.csv' s where month in (select month from 'names.jsonl')",
                "select \"sales.csv\".month from 'sales.csv'")) {
            assertThat(query(sql, Map.of())).as(sql).isNotNull();
        }
    }
}
