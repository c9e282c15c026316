package dev.connections.files.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.files.CsvOptions;
import dev.connections.files.CsvProblem;
import dev.connections.files.FileFormatException;
import dev.connections.files.FilesException;
import dev.connections.rows.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables in local files: formats, types of columns, and malformed files. */
class FileTablesTests {

    private static final long LIMIT = 100_000_000;

    @TempDir
    Path directory;

    private FileTables tables;

    @BeforeEach
    void open() {
        tables = new FileTables("reports", new TableSettings(directory, LIMIT, Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() {
        tables.close();
    }

    private Rows read(String path, String content) {
        return read(path, content.getBytes(UTF_8), TableOptions.DEFAULT);
    }

    private Rows read(String path, byte[] content, TableOptions options) {
        return tables.read(source(path, content), options);
    }

    private TableSource source(String path, byte[] content) {
        try {
            Path file = Files.createTempFile(directory, "copy", null);
            Files.write(file, content);
            return new TableSource(path, file);
        } catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

    private byte[] written(Object rows, String path) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tables.write(rows, path, TableOptions.DEFAULT, out);
        return out.toByteArray();
    }

    /** The Java class of the value that a text has in a column of its own. */
    @ParameterizedTest
    @CsvSource({
        "1,Long",
        "-7,Long",
        "007,String",
        "+5,String",
        "0,Long",
        "-0,Double",
        "999999999999999999,Long",
        "9223372036854775807,BigDecimal",
        "9223372036854775808,BigDecimal",
        "1.5,Double",
        "0.1,Double",
        "1e5,Double",
        "1e999,String",
        "1e-999,String",
        "12345678901234.5678,BigDecimal",
        "1.,String",
        ".5,String",
        "0x10,String",
        "NaN,String",
        "Infinity,String",
        "1d,String",
        "true,Boolean",
        "FALSE,Boolean",
        "yes,String",
        "2026-02-28,LocalDate",
        "2026-02-29,String",
        "2026-1-1,String",
        "12:30:00,LocalTime",
        "2026-02-28T12:30:00,LocalDateTime",
        "2026-02-28 12:30:00,LocalDateTime",
        "2026-02-28T12:30:00Z,OffsetDateTime",
        "2026-02-28T12:30:00+02:00,OffsetDateTime",
        "' 1',String",
        "abc,String"
    })
    void theTypeOfAColumnLosesNothing(String text, String type) {
        Object value = read("a.csv", "c\n" + text + "\n").row(0).getObject(0);
        assertThat(value.getClass().getSimpleName()).isEqualTo(type);
        if (value instanceof BigDecimal) {
            assertThat(value).hasToString(text);
        }
    }

    @Test
    void aColumnHasTheTypeOfAllItsValues() {
        Rows rows = read("a.csv", "n,d,t\n1,1,1\n,2.5,x\n3,,\n");
        assertThat(rows.column("n", Object.class)).containsExactly(1L, null, 3L);
        assertThat(rows.column("d", Object.class)).containsExactly(1.0, 2.5, null);
        assertThat(rows.column("t", Object.class)).containsExactly("1", "x", null);
    }

    /** The first records are a sample. */
    @ParameterizedTest
    @CsvSource({"1,2.5,Double", "1,x,String", "'',7,Long", "true,1,String", "2.5,12345678901234567.25,BigDecimal"})
    void aLateValueChangesTheTypeOfTheWholeColumn(String early, String late, String type) {
        List<CsvProblem> problems = new ArrayList<>();
        Rows rows = read(
                "a.csv",
                ("c,d\n" + (early + ",0\n").repeat(1_500) + "ragged\n" + late + ",0\n").getBytes(UTF_8),
                new TableOptions(null, CsvOptions.DEFAULT.skipping(problems::add), null));
        assertThat(rows.size()).isEqualTo(1_501);
        assertThat(rows.row(1_500).getObject(0).getClass().getSimpleName()).isEqualTo(type);
        assertThat(String.valueOf(rows.row(1_500).getObject(0))).isEqualTo(late);
        if (!early.isEmpty()) {
            assertThat(rows.row(0).getObject(0)).hasSameClassAs(rows.row(1_500).getObject(0));
        }
        assertThat(problems).extracting(CsvProblem::line).containsExactly(1_502L);
    }

    @Test
    void anUnquotedEmptyFieldIsNull() {
        Rows rows = read("a.csv", "a,b\n,\"\"\n\"\",\n");
        assertThat(rows.column("a", String.class)).containsExactly(null, "");
        assertThat(rows.column("b", String.class)).containsExactly("", null);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeader() {
        assertThat(read("a.csv", "\uFEFFid\n1\n").columns()).containsExactly("id");
    }

    @Test
    void duplicateAndEmptyHeadersGetNames() {
        assertThat(read("a.csv", "id,id,,id_1\n1,2,3,4\n").columns())
                .containsExactly("id", "id_1", "column3", "id_1_1");
    }

    @ParameterizedTest
    @CsvSource({"'id,n\n1,a\n2\nx,y,z,q\n',3", "'id,n\n1,a\n2,b,c\n',3", "'id,n\n1,\"a\nb\"\n2,b,c\n',4"})
    void aRaggedLineIsAnErrorWithItsNumber(String content, long line) {
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> read("in/a.csv", content))
                .withMessageContainingAll("'reports'", "'in/a.csv'", "line " + line)
                .satisfies(ex -> assertThat(ex.line()).isEqualTo(line));
    }

    @Test
    void malformedLinesAreCollectedOnRequest() {
        List<CsvProblem> problems = new ArrayList<>();
        record Typed(int id, String n) {}
        Rows rows = read(
                "a.csv",
                "id,n\n1,a\n2\nx,y,z,q\nseven,b\n8,c\n".getBytes(UTF_8),
                new TableOptions(null, CsvOptions.DEFAULT.skipping(problems::add), Typed.class));
        assertThat(rows.as(Typed.class)).containsExactly(new Typed(1, "a"), new Typed(8, "c"));
        assertThat(problems).extracting(CsvProblem::line).containsExactly(3L, 4L, 5L);
        assertThat(problems.get(2).message()).contains("'id'", "'seven'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,n\n1,\"a\n", "id,n\n1,\"a\"b\n"})
    void aBrokenQuoteIsAnError(String content) {
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> read("a.csv", content))
                .withMessageContainingAll("'a.csv'", "line 2");
    }

    @Test
    void aWrongCharsetIsAnError() {
        byte[] latin = "name\nJörg\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> read("a.csv", latin, TableOptions.DEFAULT))
                .withMessageContaining("charset");
        assertThat(read(
                                "a.csv",
                                latin,
                                new TableOptions(null, CsvOptions.DEFAULT.charset(StandardCharsets.ISO_8859_1), null))
                        .column("name", String.class))
                .containsExactly("Jörg");
    }

    @Test
    void aRecordDeclaresTheTypes() {
        record Item(String code, BigDecimal price, @Nullable Instant at) {}
        List<Item> items = tables.read(
                source("a.csv", "code,price,at\n007,1.50,2026-01-01T00:00:00Z\n12,2.00,\n".getBytes(UTF_8)),
                TableOptions.DEFAULT,
                Item.class);
        assertThat(items)
                .containsExactly(
                        new Item("007", new BigDecimal("1.50"), Instant.parse("2026-01-01T00:00:00Z")),
                        new Item("12", new BigDecimal("2.00"), null));
        record Wrong(int code) {}
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() ->
                        tables.read(source("a.csv", "code\n1\nx\n".getBytes(UTF_8)), TableOptions.DEFAULT, Wrong.class))
                .withMessageContainingAll("line 3", "'code'", "'x'");
    }

    @Test
    void anUnknownExtensionIsAnErrorThatSaysFormat() {
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> read("a.dat", "x"))
                .withMessageContainingAll("'a.dat'", "format");
        assertThat(read("a.dat", "x\n1\n".getBytes(UTF_8), new TableOptions("csv", CsvOptions.DEFAULT, null))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void compressedFilesAreBounded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("c\n".getBytes(UTF_8));
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 101; i++) {
                gzip.write(zeros);
            }
        }
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> read("bomb.csv.gz", bytes.toByteArray(), TableOptions.DEFAULT))
                .withMessageContainingAll("bomb.csv.gz", "max-uncompressed-size");
        byte[] complete = written(List.of(Map.of("a", 1)), "a.csv.gz");
        assertThat(read("a.csv.gz", complete, TableOptions.DEFAULT).size()).isEqualTo(1);
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> read("a.csv.gz", Arrays.copyOf(complete, complete.length - 9), TableOptions.DEFAULT))
                .withMessageContaining("gzip");
        assertThat(directory)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("plain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "tsv", "json", "jsonl", "parquet", "csv.gz", "parquet.gz"})
    void generatedTextsAreReadBackAsTheyWereWritten(String extension) throws IOException {
        Random random = new Random(19);
        String[] pieces = {
            "a", "\"", "\"\"", ",", "\t", "\n", "\r\n", "\r", "'", "ü", "日本", "😀", " ", "\\", "null", "1", ""
        };
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (String column : List.of("first", "second, quoted", "third")) {
                StringBuilder text = new StringBuilder("x");
                for (int n = random.nextInt(6); n > 0; n--) {
                    text.append(pieces[random.nextInt(pieces.length)]);
                }
                row.put(column, random.nextInt(10) == 0 ? null : random.nextInt(10) == 0 ? "" : text.toString());
            }
            rows.add(row);
        }
        Rows read = read("t." + extension, written(Rows.of(rows), "t." + extension), TableOptions.DEFAULT);
        assertThat(read.toMaps()).isEqualTo(rows);
    }

    @Test
    void parquetKeepsTypes() throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("flag", true);
        row.put("i", Integer.MIN_VALUE);
        row.put("l", Long.MAX_VALUE);
        row.put("d", 0.1);
        row.put("dec", new BigDecimal("12345678901234567890.10"));
        row.put("text", "x");
        row.put("bytes", new byte[] {0, 1, -1});
        row.put("date", LocalDate.of(1582, 10, 4));
        row.put("time", LocalTime.of(23, 59, 59, 123_456_000));
        row.put("stamp", LocalDateTime.of(2026, 3, 8, 2, 30));
        row.put("offset", OffsetDateTime.parse("2026-03-08T02:30:00.000001Z"));
        Rows read = read("t.parquet", written(List.of(row), "t.parquet"), TableOptions.DEFAULT);
        assertThat(read.toMaps().get(0)).usingRecursiveComparison().isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "jsonl", "parquet"})
    void aSingleColumnKeepsItsNulls(String extension) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object value : new @Nullable Object[] {"a", null, "b", null}) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("only", value);
            rows.add(row);
        }
        assertThat(read("t." + extension, written(rows, "t." + extension), TableOptions.DEFAULT)
                        .toMaps())
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "a.json,'{\"a\": 1}',array",
        "a.json,'[{\"a\": 1}',JSON",
        "a.json,'[{\"a\": 1, \"a\": 2}]',JSON",
        "a.json,'[1]',object",
        "a.json,'[{\"a\": 1}] x',",
        "a.jsonl,'[{\"a\": 1}]',array",
        "a.jsonl,'{\"a\": 1}\n{\"a\":',JSON"
    })
    void malformedJsonIsAnError(String path, String content, @Nullable String expected) {
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> read(path, content))
                .withMessageContainingAll("'" + path + "'", (expected == null) ? "" : expected);
    }

    @Test
    void aTruncatedParquetFileIsAnError() throws IOException {
        byte[] complete = written(List.of(Map.of("a", 1)), "t.parquet");
        for (int length : new int[] {0, 3, 4, complete.length / 2, complete.length - 1}) {
            assertThatExceptionOfType(FileFormatException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> read("in/t.parquet", Arrays.copyOf(complete, length), TableOptions.DEFAULT))
                    .withMessageContaining("in/t.parquet")
                    .satisfies(ex -> assertThat(ex.getMessage()).doesNotContain(directory.toString()));
        }
    }
}
