package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.snowflake.snowpark_java.Functions;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.form.LoginField;
import dev.connections.rows.Rows;
import dev.connections.snowflake.AsyncQuery;
import dev.connections.snowflake.ScriptResult;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.snowflake.Stage;
import dev.connections.snowflake.TransferredFile;
import dev.connections.snowflake.WriteResult;
import dev.connections.snowflake.session.TraceQueryTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.util.unit.DataSize;

/** The code and the settings of the page about Snowflake. What they do at a server is tested beside the type. */
class SnowflakeExamplesTests {

    private static final Path SNIPPETS = Path.of("src/test/resources/snippets");

    @Test
    void aConnectionIsInjected(@TempDir Path directory) throws Exception {
        Path key = Files.writeString(
                directory.resolve("snowflake.p8"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KeyPairGenerator.getInstance("RSA")
                                        .generateKeyPair()
                                        .getPrivate()
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        try (ConfigurableApplicationContext context = run(
                "snowflake.yml",
                "--connections.warehouse.start=lazy",
                "--connections.warehouse.private-key.file=" + key,
                "--SNOWFLAKE_PASSPHRASE=")) {
            assertThat(context.getBean(Orders.class).warehouse.type()).isEqualTo("snowflake");
            // the driver of these tests is the newer one; with the other, Snowpark is tested beside the type
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(() -> context.getBean(LargeOrders.class).count())
                    .withMessageContaining("com.snowflake:snowpark:1.16.0 with net.snowflake:snowflake-jdbc:3.24.2");
        }
    }

    private static void writePrivateKey(Path file) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void aProfileSaysTheRest(@TempDir Path home) throws Exception {
        Files.createDirectory(home.resolve(".snowflake"));
        Files.copy(SNIPPETS.resolve("snowflake-profile.toml"), home.resolve(".snowflake/connections.toml"));
        writePrivateKey(home.resolve(".snowflake/reports.p8"));
        try (ConfigurableApplicationContext context = run(
                "snowflake-profile.yml",
                "--connections.warehouse.start=lazy",
                "--connections.warehouse.settings-directory=" + home)) {
            assertThat(context.getBean(Orders.class).warehouse.type()).isEqualTo("snowflake");
        }
    }

    @Test
    void statementsAreTaggedAsThePageSays() throws Exception {
        MDC.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        MDC.put("spanId", "00f067aa0ba902b7");
        try {
            assertThat(new TraceQueryTag().queryTag("warehouse", "nightly"))
                    .isEqualTo(
                            Files.readString(SNIPPETS.resolve("query-tag.json")).strip());
        } finally {
            MDC.clear();
        }
    }

    @Test
    void thePairForSnowparkIsTheOneThatIsTested() throws Exception {
        String build = Files.readString(Path.of("../pom.xml"));
        Matcher versions =
                Pattern.compile("<version>(.*)</version>").matcher(Files.readString(SNIPPETS.resolve("snowpark.xml")));
        assertThat(versions.results().map(version -> version.group(1)))
                .containsExactly(property(build, "snowflake-jdbc-3.version"), property(build, "snowpark.version"));
    }

    private static String property(String pom, String name) {
        return pom.replaceAll("(?s).*<" + name + ">(.*?)</.*", "$1");
    }

    @Test
    void usersLogIn() {
        try (ConfigurableApplicationContext context = run("snowflake-login.yml")) {
            LoginTarget target = context.getBean(LoginConnections.class).target("warehouse");
            assertThat(target.title()).isEqualTo("Snowflake Login");
            assertThat(target.paths()).containsExactly("/reports/**");
            assertThat(target.logins().form().fields())
                    .containsExactly(
                            new LoginField("user", "", true),
                            new LoginField("password", "", false),
                            new LoginField("database", "PROJECT_DB", true));
        }
    }

    private static ConfigurableApplicationContext run(String snippet, String... settings) {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 1, settings.length);
        all[0] = "--spring.config.location=" + SNIPPETS.resolve(snippet).toUri();
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(all);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Orders orders(SnowflakeConnection warehouse) {
            return new Orders(warehouse);
        }

        @Bean
        LargeOrders largeOrders(SnowflakeConnection warehouse) {
            return new LargeOrders(warehouse);
        }
    }

    // tag::use[]
    static class Orders {

        private final SnowflakeConnection warehouse;

        Orders(SnowflakeConnection warehouse) {
            this.warehouse = warehouse;
        }

        Rows all() {
            return warehouse.query("select * from orders", Duration.ofMinutes(2)); // cached for two minutes
        }
    }
    // end::use[]

    /** Compiled; what it does is tested beside the type. */
    static class Reports {

        record Total(String region, BigDecimal amount) {}

        private static final Logger logger = LoggerFactory.getLogger(Reports.class);

        private final SnowflakeConnection warehouse;

        Reports(SnowflakeConnection warehouse) {
            this.warehouse = warehouse;
        }

        // tag::submit[]
        String begin(int year) {
            AsyncQuery query = warehouse.submit(
                    "select region, sum(amount) amount from orders where year = :year group by region",
                    Map.of("year", year));
            return query.id(); // keep it wherever you like
        }

        List<Total> result(String id) { // after a restart, on another node
            return warehouse.resume(id).list(Total.class);
        }
        // end::submit[]

        void write(Rows rows, Stream<Total> totals) {
            // tag::write[]
            warehouse.write("orders", rows); // Rows, or a list of records, JavaBeans or maps

            WriteResult written = warehouse
                    .write("totals")
                    .chunkSize(DataSize.ofMegabytes(64))
                    .onProgress(sent -> logger.info("{} rows sent", sent.rows()))
                    .timeout(Duration.ofMinutes(10))
                    .from(totals); // a stream, however long
            logger.info("{} rows in {} files, {} bytes", written.rows(), written.files(), written.bytes());
            // end::write[]
        }

        void files(Path report, Path directory, InputStream content) throws IOException {
            // tag::files[]
            for (TransferredFile file : warehouse.put(report, "my_stage/reports")) { // or a directory
                logger.info("{} is {} there, {} bytes", file.source(), file.target(), file.size());
            }
            warehouse.get("my_stage/reports", directory);

            Stage stage = warehouse.stage("my_stage/reports").timeout(Duration.ofMinutes(5));
            stage.put(content, "2026/november.csv"); // a stream, sent as it is
            try (InputStream in = stage.open("2026/november.csv")) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            // end::files[]
        }

        long script() {
            // tag::script[]
            List<ScriptResult> results = warehouse.script(
                    """
                    create or replace temporary table big as select * from orders where amount > 1000;
                    delete from big where cancelled;
                    select count(*) from big
                    """);
            long deleted = results.get(1).changed();
            Rows count = results.get(2).rows();
            // end::script[]
            return deleted + count.size();
        }
    }

    // tag::snowpark[]
    static class LargeOrders {

        private final SnowflakeConnection warehouse;

        LargeOrders(SnowflakeConnection warehouse) {
            this.warehouse = warehouse;
        }

        long count() {
            return warehouse
                    .session()
                    .table("orders")
                    .filter(Functions.col("AMOUNT").gt(Functions.lit(1000)))
                    .count();
        }
    }
    // end::snowpark[]
}
