package dev.connections.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.files.FileConditionException;
import dev.connections.files.FileFormatException;
import dev.connections.files.FileInfo;
import dev.connections.files.FilesConnection;
import dev.connections.files.MissingFileException;
import dev.connections.rows.Rows;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.WritableResource;

/** The code and the settings of the page about files, on a local directory. Stores are tested beside the type. */
class FilesExamplesTests {

    private static final Logger logger = LoggerFactory.getLogger(FilesExamplesTests.class);

    @TempDir
    private Path directory;

    private ConfigurableApplicationContext context;

    private FilesConnection reports;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(directory.resolve("2026"));
        Files.writeString(directory.resolve("2026/sales.csv"), "month,amount\n2026-01,10.50\n2026-02,20.25\n");
        context = run("files-local.yml", "--connections.reports.url=" + directory.toUri());
        reports = context.getBean(FilesConnection.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void aTableTakesALine() {
        assertThat(context.getBean(SalesReport.class).sales())
                .containsExactly(
                        new Sale("2026-01", new BigDecimal("10.50")), new Sale("2026-02", new BigDecimal("20.25")));
    }

    @Test
    void tablesAreReadByTheirExtension() throws Exception {
        Files.writeString(directory.resolve("old.csv"), "Straße;Ort\nHauptstraße;Köln\n", ISO_8859_1);
        // tag::tables[]
        Rows sales = reports.read("2026/sales.csv");
        List<Sale> typed = reports.read("2026/sales.csv", Sale.class);
        Rows cached = reports.read("2026/sales.csv", Duration.ofMinutes(10));
        Rows old = reports.file("old.csv")
                .csv(csv -> csv.delimiter(';').charset(ISO_8859_1))
                .rows();
        // end::tables[]
        assertThat(sales.size()).isEqualTo(2);
        assertThat(typed).hasSize(2);
        assertThat(cached.size()).isEqualTo(2);
        assertThat(old.columns()).containsExactly("Straße", "Ort");
    }

    @Test
    void malformedLinesAreErrorsOrCollected() throws Exception {
        Files.writeString(directory.resolve("bad.csv"), "id,name\n1,a\n2\n3,c\n");
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> reports.read("bad.csv"))
                .withMessageContaining("'reports'")
                .withMessageContaining("'bad.csv', line 3");
        // tag::skipping[]
        Rows rows = reports.file("bad.csv")
                .csv(csv -> csv.skipping(problem -> logger.warn("Line {} is skipped", problem.line())))
                .rows();
        // end::skipping[]
        assertThat(rows.size()).isEqualTo(2);
    }

    @Test
    void queriesReadTheFilesOfTheConnection() {
        reports.write("2026/01.parquet", List.of(new Sale("2026-01", new BigDecimal("10.50"))));
        reports.write("2026/02.parquet", List.of(new Sale("2026-02", new BigDecimal("20.25"))));
        // tag::sql[]
        Rows byMonth = reports.query(
                "select month, sum(amount) as total from '2026/*.parquet' where month >= :first group by month",
                Map.of("first", "2026-02"));
        // end::sql[]
        assertThat(byMonth.size()).isOne();
        assertThat(byMonth.iterator().next().getString("month")).isEqualTo("2026-02");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> reports.query("copy (select 1) to 'out.csv'"));
        assertThatExceptionOfType(MissingFileException.class)
                .isThrownBy(() -> reports.query("select * from '2027.parquet'"));
    }

    @Test
    void contentIsReadAndWritten(@TempDir Path local) throws Exception {
        Rows rows = reports.read("2026/sales.csv");
        Path big = Files.write(local.resolve("big.bin"), new byte[100_000]);
        Path copy = local.resolve("copy.bin");
        List<Long> progress = new ArrayList<>();
        // tag::content[]
        reports.write("out/sales.parquet", rows);
        reports.write("out/sales.jsonl", List.of(new Sale("2026-03", BigDecimal.TEN)));
        reports.writeText("notes.txt", "Text in UTF-8");
        reports.upload(big, "in/big.bin", state -> progress.add(state.bytes()));

        String text = reports.readText("notes.txt");
        byte[] bytes = reports.readBytes("in/big.bin");
        reports.download("in/big.bin", copy);
        try (InputStream in = reports.open("in/big.bin", 90_000)) {
            in.skipNBytes(10_000);
        }
        // end::content[]
        assertThat(text).isEqualTo("Text in UTF-8");
        assertThat(bytes).hasSize(100_000);
        assertThat(copy).hasSize(100_000);
        assertThat(progress).last().isEqualTo(100_000L);
        assertThat(reports.read("out/sales.parquet").size()).isEqualTo(2);
        assertThat(reports.read("out/sales.jsonl").size()).isOne();
    }

    @Test
    void aWriteCanHaveACondition() {
        assertThatExceptionOfType(FileConditionException.class).isThrownBy(() -> {
            // tag::condition[]
            FileInfo info = reports.file("counter.txt").ifAbsent().write("1");
            reports.file("counter.txt").ifMatch(info.version()).write("2");
            reports.file("counter.txt").ifMatch(info.version()).write("3"); // FileConditionException
            // end::condition[]
        });
        assertThat(reports.readText("counter.txt")).isEqualTo("2");
    }

    @Test
    void filesAreListedCopiedAndDeleted() {
        // tag::list[]
        List<FileInfo> files = reports.list("2026/");
        try (Stream<FileInfo> stream = reports.stream("")) {
            stream.filter(file -> file.size() > 1_000_000).forEach(file -> logger.info("{}", file.path()));
        }
        List<String> folders = reports.listFolder("").folders();

        reports.copy("2026/sales.csv", "archive/sales.csv");
        reports.move("archive/sales.csv", "archive/2026.csv");
        boolean exists = reports.exists("archive/2026.csv");
        reports.delete("archive/2026.csv");
        // end::list[]
        assertThat(files).extracting(FileInfo::path).containsExactly("2026/sales.csv");
        assertThat(folders).containsExactly("2026/");
        assertThat(exists).isTrue();
        assertThat(reports.exists("archive/2026.csv")).isFalse();
    }

    @Test
    void aFileIsAResourceOfSpring() throws Exception {
        // tag::resource[]
        WritableResource resource = reports.resource("out/report.txt");
        try (OutputStream out = resource.getOutputStream()) {
            out.write("Report".getBytes(ISO_8859_1));
        }
        // end::resource[]
        assertThat(resource.contentLength()).isEqualTo(6);
        assertThat(reports.readText("out/report.txt")).isEqualTo("Report");
    }

    @Test
    void aLocalDirectoryHasNoSignedUrls() {
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> {
            // tag::signed[]
            reports.signedUrl("2026/sales.csv", Duration.ofHours(1));
            // end::signed[]
        });
    }

    @Test
    void theSettingsAreUnderstood() {
        for (String settings : List.of("files.yml", "files-stores.yml", "files-login.yml")) {
            try (ConfigurableApplicationContext understood = run(
                    settings,
                    "--connections.defaults.start=lazy",
                    "--REPORTS_ACCESS_KEY=x",
                    "--REPORTS_SECRET_KEY=x",
                    "--MINIO_ACCESS_KEY=x",
                    "--MINIO_SECRET_KEY=x",
                    "--ARCHIVE_KEY=x",
                    "--GOOGLE_SERVICE_ACCOUNT={}")) {
                assertThat(understood.getBeansOfType(FilesConnection.class)).isNotEmpty();
            }
        }
        try (ConfigurableApplicationContext understood =
                run("files-limits.yml", "--connections.reports.url=" + directory.toUri())) {
            assertThat(understood.getBean(FilesConnection.class).readText("2026/sales.csv"))
                    .isNotEmpty();
        }
    }

    private static ConfigurableApplicationContext run(String settings, String... args) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--spring.config.location=file:src/test/resources/snippets/" + settings,
                                "--spring.main.banner-mode=off"),
                        Stream.of(args))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(FilesApplication.class)
                .web(WebApplicationType.NONE)
                .run(all);
    }

    // tag::use[]
    record Sale(String month, BigDecimal amount) {}

    static class SalesReport {

        private final FilesConnection reports;

        SalesReport(FilesConnection reports) {
            this.reports = reports;
        }

        List<Sale> sales() {
            return reports.read("2026/sales.csv", Sale.class);
        }
    }
    // end::use[]

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class FilesApplication {

        @Bean
        SalesReport salesReport(ObjectProvider<FilesConnection> reports) {
            return new SalesReport(reports.stream().findFirst().orElseThrow());
        }
    }
}
