package dev.connections.autoconfigure.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.ConnectionState;
import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.files.FileConditionException;
import dev.connections.files.FileFormatException;
import dev.connections.files.FileInfo;
import dev.connections.files.FilesConnection;
import dev.connections.files.FilesException;
import dev.connections.files.MissingFileException;
import dev.connections.rows.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.WritableResource;

/** The code of users on a local directory: tables, content, files, caching and errors. */
class FilesUserCodeTests {

    record Sale(String month, long amount) {}

    @TempDir
    Path directory;

    private ConfigurableApplicationContext context;

    private FilesConnection reports;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({FilesConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class})
    static class Application {}

    @BeforeEach
    void start() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(
                Map.of("connections.reports.url", directory.toUri().toString(), "spring.main.banner-mode", "off"));
        context = application.run();
        reports = context.getBean(FilesConnection.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void tablesAreReadByName() throws IOException {
        put("2026/sales.csv", "month,amount\n2026-01,10\n2026-02,32\n");
        assertThat(reports.type()).isEqualTo("files");
        Rows sales = reports.read("2026/sales.csv");
        assertThat(sales.columns()).containsExactly("month", "amount");
        assertThat(sales.column("amount", Long.class)).containsExactly(10L, 32L);
        assertThat(reports.read("2026/sales.csv", Sale.class))
                .containsExactly(new Sale("2026-01", 10), new Sale("2026-02", 32));
        assertThat(reports.read("2026/sales.csv", Duration.ofMinutes(10))).isEqualTo(sales);
        assertThat(reports.file("2026/sales.csv").format("csv").rows()).isEqualTo(sales);
    }

    @Test
    void csvHasOptions() throws IOException {
        Files.write(directory.resolve("old.csv"), "name;städtchen\nJörg;Köln\n".getBytes(ISO_8859_1));
        Rows old = reports.file("old.csv")
                .csv(csv -> csv.delimiter(';').charset(ISO_8859_1))
                .rows();
        assertThat(old.toMaps()).containsExactly(Map.of("name", "Jörg", "städtchen", "Köln"));
        assertThatExceptionOfType(FilesException.class)
                .isThrownBy(() -> reports.read("old.csv"))
                .withMessageContainingAll("reports", "old.csv", "charset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "tsv", "json", "jsonl", "parquet", "csv.gz", "json.gz", "jsonl.gz"})
    void whatIsWrittenIsReadBack(String extension) {
        List<Sale> sales = List.of(new Sale("2026-01", 10), new Sale("a, \"b\"\tç\nd", -3));
        reports.write("out/records." + extension, sales);
        Rows rows = reports.read("out/records." + extension);
        assertThat(rows.as(Sale.class)).isEqualTo(sales);
        reports.write("out/rows." + extension, rows);
        assertThat(reports.read("out/rows." + extension, Sale.class)).isEqualTo(sales);
        assertThat(reports.list("out/"))
                .extracting(FileInfo::path)
                .containsExactly("out/records." + extension, "out/rows." + extension);
    }

    @Test
    void sqlReadsTheFilesOfTheConnection() {
        reports.write("2026/01.parquet", List.of(new Sale("01", 1), new Sale("01", 2)));
        reports.write("2026/02.parquet", List.of(new Sale("02", 5)));
        reports.write("names.csv", List.of(Map.of("month", "01", "name", "January")));
        Rows byMonth =
                reports.query("select month, sum(amount) as total from '2026/*.parquet' group by month order by month");
        assertThat(byMonth.column("total", Long.class)).containsExactly(3L, 5L);
        assertThat(reports.query(
                        "select n.name as month, sum(s.amount) as amount from '2026/*.parquet' s"
                                + " join 'names.csv' n on n.month = s.month where s.amount >= :least group by 1",
                        Map.of("least", 1),
                        Sale.class))
                .containsExactly(new Sale("January", 3));
        assertThat(reports.query("select count(*) as n from '2026/*.parquet'", Duration.ofMinutes(10))
                        .row(0)
                        .getLong("n"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy (select 1) to 'x.csv'",
                "attach 'x.db'",
                "install httpfs",
                "set memory_limit = '1GB'",
                "select 1; select 2",
                "create table t (a int)",
                "select * from read_csv('/etc/passwd')",
                "select * from read_text('/etc/passwd')",
                "select getenv('HOME')",
                "select * from '/etc/passwd'",
                "select * from '../x.csv'"
            })
    void sqlIsOneQueryOnTheFilesOfTheConnection(String sql) throws IOException {
        put("x.csv", "a\n1\n");
        assertThatIllegalArgumentException().isThrownBy(() -> reports.query(sql));
        assertThat(reports.readText("x.csv")).isEqualTo("a\n1\n");
    }

    @Test
    void contentIsReadAndWritten() throws IOException {
        reports.write("notes.txt", "çay".getBytes(UTF_8));
        assertThat(reports.readText("notes.txt")).isEqualTo("çay");
        assertThat(reports.readBytes("notes.txt")).isEqualTo("çay".getBytes(UTF_8));
        reports.write("notes.txt", new ByteArrayInputStream("stream".getBytes(UTF_8)));
        try (InputStream in = reports.open("notes.txt")) {
            assertThat(in).hasContent("stream");
        }
        try (InputStream in = reports.open("notes.txt", 3)) {
            assertThat(in).hasContent("eam");
        }
    }

    @Test
    void transfersReportTheirProgress() throws IOException {
        Path big = Files.write(directory.resolve("../big-" + directory.getFileName()), new byte[3_000_000]);
        try {
            List<Long> up = new ArrayList<>();
            reports.upload(big, "in/big.bin", progress -> {
                up.add(progress.bytes());
                assertThat(progress.total()).isEqualTo(3_000_000);
            });
            assertThat(up).isSorted().last().isEqualTo(3_000_000L);
            reports.upload(new ByteArrayInputStream(new byte[5]), "in/stream.bin");
            reports.upload(new ByteArrayResource(new byte[6]), "in/resource.bin");
            assertThat(reports.list("in/")).extracting(FileInfo::size).containsExactly(3_000_000L, 6L, 5L);
            List<Long> down = new ArrayList<>();
            reports.download("in/big.bin", big, progress -> down.add(progress.bytes()));
            assertThat(down).last().isEqualTo(3_000_000L);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> reports.upload(big, "in/aborted.bin", progress -> {
                        throw new IllegalStateException("enough");
                    }))
                    .withMessage("enough");
            assertThat(reports.exists("in/aborted.bin")).isFalse();
        } finally {
            Files.delete(big);
        }
    }

    @Test
    void filesAreListedCopiedAndDeleted() throws IOException {
        put("2026/a.txt", "a");
        put("2026/deep/b.txt", "b");
        put("20267", "c");
        assertThat(reports.list("2026/")).extracting(FileInfo::path).containsExactly("2026/a.txt", "2026/deep/b.txt");
        assertThat(reports.list("2026")).hasSize(3);
        assertThat(reports.list("")).hasSize(3);
        try (Stream<FileInfo> files = reports.stream("2026/d")) {
            assertThat(files).singleElement().satisfies(file -> {
                assertThat(file.size()).isEqualTo(1);
                assertThat(file.lastModified()).isNotNull();
                assertThat(file.version())
                        .isEqualTo(reports.info("2026/deep/b.txt").version());
            });
        }
        reports.copy("2026/a.txt", "20267");
        assertThat(reports.readText("20267")).isEqualTo("a");
        reports.delete("2026/a.txt");
        reports.delete("2026/a.txt");
        assertThat(reports.exists("2026/a.txt")).isFalse();
        assertThat(reports.exists("20267")).isTrue();
    }

    @Test
    void aMissingFileDoesNotChangeTheState() {
        assertThatExceptionOfType(MissingFileException.class)
                .isThrownBy(() -> reports.readText("none.txt"))
                .withMessageContainingAll("reports", "none.txt");
        assertThatExceptionOfType(MissingFileException.class).isThrownBy(() -> reports.read("none.csv"));
        assertThatExceptionOfType(MissingFileException.class).isThrownBy(() -> reports.info("none.csv"));
        assertThat(reports.state()).isEqualTo(ConnectionState.UP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../b", "/etc/passwd", "a\0b", ".."})
    void pathsStayBelowTheUrl(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> reports.readText(path));
        assertThatIllegalArgumentException().isThrownBy(() -> reports.write(path, new byte[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..hidden", "a..b", ".dot", "a b+c%20d#e?f", "日本/ü.txt", "sub/..x/y"})
    void otherPathsAreNames(String path) {
        reports.write(path, new byte[] {7});
        assertThat(reports.readBytes(path)).containsExactly(7);
        assertThat(reports.list("")).extracting(FileInfo::path).containsExactly(path);
    }

    @Test
    void conditionsHold() {
        FileInfo first = reports.file("a.txt").ifAbsent().write(new byte[1]);
        assertThatExceptionOfType(FileConditionException.class)
                .isThrownBy(() -> reports.file("a.txt").ifAbsent().write(new byte[2]));
        FileInfo second = reports.file("a.txt").ifMatch(first.version()).write(new byte[3]);
        assertThatExceptionOfType(FileConditionException.class)
                .isThrownBy(() -> reports.file("a.txt").ifMatch(first.version()).write(new byte[4]));
        assertThat(reports.info("a.txt").version()).isEqualTo(second.version());
    }

    @Test
    void aFailedWriteKeepsTheOldFile() {
        reports.write("a.txt", new byte[] {1});
        InputStream broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- > 0) {
                    return 0;
                }
                throw new IOException("broken source");
            }
        };
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> reports.write("a.txt", broken))
                .havingRootCause()
                .withMessage("broken source");
        assertThat(reports.readBytes("a.txt")).containsExactly(1);
        assertThat(reports.list("")).hasSize(1);
    }

    @Test
    void malformedTablesNameTheLine() throws IOException {
        put("ragged.csv", "id,n\n1,a\n2\nx,y,z,q\n");
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> reports.read("ragged.csv"))
                .withMessageContainingAll("reports", "ragged.csv", "line 3")
                .satisfies(ex -> assertThat(ex.line()).isEqualTo(3));
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> reports.query("select * from 'ragged.csv'"));
        List<Long> skipped = new ArrayList<>();
        assertThat(reports.file("ragged.csv")
                        .csv(csv -> csv.skipping(problem -> skipped.add(problem.line())))
                        .rows()
                        .size())
                .isEqualTo(1);
        assertThat(skipped).containsExactly(3L, 4L);
        put("broken.parquet", "PAR1 no");
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> reports.read("broken.parquet"))
                .withMessageContainingAll("reports", "broken.parquet");
        put("table.xyz", "a");
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> reports.read("table.xyz"))
                .withMessageContaining("format");
    }

    @Test
    void aWriteEvictsTheCachedReads() {
        reports.write("a.csv", List.of(new Sale("01", 1)));
        assertThat(reports.read("a.csv", Duration.ofHours(1)).size()).isEqualTo(1);
        reports.write("a.csv", List.of(new Sale("01", 1), new Sale("02", 2)));
        assertThat(reports.read("a.csv", Duration.ofHours(1)).size()).isEqualTo(2);
        reports.delete("a.csv");
        assertThatExceptionOfType(MissingFileException.class)
                .isThrownBy(() -> reports.read("a.csv", Duration.ofHours(1)));
    }

    @Test
    void springsResourcesAndTheNativeClient() throws IOException {
        WritableResource resource = reports.resource("out/sales.csv");
        assertThat(resource.exists()).isFalse();
        try (var out = resource.getOutputStream()) {
            out.write("month\n".getBytes(UTF_8));
            assertThat(reports.exists("out/sales.csv")).isFalse();
        }
        assertThat(resource.exists()).isTrue();
        assertThat(resource.contentLength()).isEqualTo(6);
        assertThat(resource.getFilename()).isEqualTo("sales.csv");
        assertThat(resource.getContentAsString(UTF_8)).isEqualTo("month\n");
        assertThat(reports.unwrap(Path.class).toRealPath()).isEqualTo(directory.toRealPath());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> reports.signedUrl("out/sales.csv", Duration.ofHours(1)));
    }

    @Test
    void aLocationNamesAFileOfAConnection() throws IOException {
        put("2026/x y.csv", "a");
        Resource resource = context.getResource("files:reports/2026/x y.csv");
        assertThat(resource.getContentAsString(UTF_8)).isEqualTo("a");
        assertThat(context.getResource("files:reports/none").exists()).isFalse();
        assertThatExceptionOfType(UnknownConnectionException.class)
                .isThrownBy(() -> context.getResource("files:other/x"))
                .withMessageContaining("other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.getResource("files:reports"))
                .withMessageContaining("files:reports");
        assertThatIllegalArgumentException().isThrownBy(() -> context.getResource("files:reports/../x"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Injected {

        final Resource resource;

        Injected(@Value("files:reports/2026/x.csv") Resource resource) {
            this.resource = resource;
        }
    }

    @Test
    void aResourceIsInjected() throws IOException {
        put("2026/x.csv", "a");
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        FilesConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
                .withPropertyValues("connections.reports.url=" + directory.toUri())
                .withUserConfiguration(Injected.class)
                .run(started -> assertThat(
                                started.getBean(Injected.class).resource.getContentAsString(UTF_8))
                        .isEqualTo("a"));
    }

    private void put(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
