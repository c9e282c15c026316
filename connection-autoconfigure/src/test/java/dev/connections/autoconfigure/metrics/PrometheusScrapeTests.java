package dev.connections.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.sun.net.httpserver.HttpServer;
import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.mail.MailConnectionAutoConfiguration;
import dev.connections.autoconfigure.rest.RestConnectionAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.mail.MailConnection;
import dev.connections.rest.RestConnection;
import dev.connections.sql.SqlConnection;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus reads, and what the dashboard of the documentation asks it for. */
class PrometheusScrapeTests {

    private static final Path DASHBOARD = Path.of("../docs/src/test/resources/snippets/grafana.json");

    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private HttpServer server;

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SqlConnectionAutoConfiguration.class,
                        MailConnectionAutoConfiguration.class,
                        RestConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class,
                        ConnectionMetricsAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        RestClientAutoConfiguration.class,
                        RestClientObservationAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        PrometheusMetricsExportAutoConfiguration.class,
                        ObservationAutoConfiguration.class))
                .withPropertyValues(
                        "connections.pet-db.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "connections.pet-db.pool.maximum-size=1",
                        "connections.shop.type=rest",
                        "connections.shop.url=http://127.0.0.1:"
                                + server.getAddress().getPort(),
                        "connections.letters.type=mail",
                        "connections.letters.dry-run=true",
                        "connections.letters.from=shop@example.com",
                        "connections.warehouse.url=jdbc:postgresql://127.0.0.1:1/warehouse",
                        "connections.warehouse.login.form.user=",
                        "connections.warehouse.login.form.password=",
                        "management.metrics.distribution.percentiles-histogram.db.client.operation.duration=true");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void use(ApplicationContext context) {
        SqlConnection petDb = context.getBean("petDb", SqlConnection.class);
        petDb.query("select 1", Duration.ofHours(1));
        petDb.transaction(tx -> tx.query("select 2"));
        assertThatException().isThrownBy(() -> petDb.query("selectt 1"));
        context.getBean(RestConnection.class).get("/", String.class);
        context.getBean(MailConnection.class).send("a@example.com", "Hello", "Text");
    }

    @Test
    void everyMetricAndLabelOfTheDashboardIsThere() {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            use(context);
            Map<String, Set<String>> scrape = labels(scrape(context));
            JsonNode panels = JsonMapper.shared().readTree(DASHBOARD.toFile()).path("panels");
            assertThat(panels.valueStream().map(panel -> panel.path("title").asString()))
                    .containsExactly(
                            "State",
                            "Query latency",
                            "Cache hits",
                            "Retries and rejections",
                            "Pool saturation and wait",
                            "HTTP status classes",
                            "Logins",
                            "Mail");
            for (JsonNode panel : panels) {
                for (JsonNode target : panel.path("targets")) {
                    check(target.path("expr").asString(), scrape);
                }
            }
        });
    }

    private static void check(String query, Map<String, Set<String>> scrape) {
        List<MatchResult> metrics = Pattern.compile("([a-z_]+_[a-z_]+)\\{([^}]*)}")
                .matcher(query)
                .results()
                .toList();
        assertThat(metrics).as(query).isNotEmpty();
        Set<String> all = new HashSet<>();
        for (MatchResult metric : metrics) {
            assertThat(scrape).as(query).containsKey(metric.group(1));
            Set<String> known = scrape.get(metric.group(1));
            all.addAll(known);
            assertThat(known)
                    .as(query)
                    .containsAll(LABEL.matcher(metric.group(2).replaceAll("=~|!=|!~", "="))
                            .results()
                            .map(label -> label.group(1))
                            .toList());
        }
        Matcher grouped = Pattern.compile("by \\(([^)]*)\\)").matcher(query);
        while (grouped.find()) {
            assertThat(all).as(query).containsAll(List.of(grouped.group(1).split(", ")));
        }
    }

    /** The rules of {@code promtool check metrics}. */
    @Test
    void theNamesAreThoseThatPrometheusRecommends() {
        runner.run(context -> {
            use(context);
            String scrape = scrape(context);
            Map<String, String> types = new HashMap<>();
            Set<String> helped = new HashSet<>();
            List<String> problems = new ArrayList<>();
            scrape.lines().filter(line -> line.startsWith("# ")).forEach(line -> {
                String[] words = line.split(" ", 4);
                if (words[1].equals("TYPE")) {
                    types.put(words[2], words[3]);
                } else if (words[1].equals("HELP") && !words[3].isBlank()) {
                    helped.add(words[2]);
                }
            });
            types.forEach((name, type) -> {
                if (!name.startsWith("connections_") && !name.startsWith("db_client_")) {
                    return;
                }
                if (!helped.contains(name)) {
                    problems.add(name + ": no help text");
                }
                if (type.equals("counter") != name.endsWith("_total")) {
                    problems.add(name + ": counters, and nothing else, end in _total");
                }
                if (!type.equals("histogram") && !type.equals("summary") && name.matches(".*_(count|sum|bucket)")) {
                    problems.add(name + ": reserved suffix");
                }
                if (name.matches(".*_(milliseconds|minutes|hours|kilobytes|megabytes)(_.*)?")
                        || name.matches(".*[A-Z].*")) {
                    problems.add(name + ": not a base unit, or capital letters");
                }
                if (name.matches(".*_(gauge|counter|histogram|summary)(_.*)?")) {
                    problems.add(name + ": the type is in the name");
                }
            });
            assertThat(problems).isEmpty();
            assertThat(types)
                    .containsEntry("connections_pool_size", "gauge")
                    .containsEntry("connections_connect_seconds", "histogram")
                    .containsEntry("connections_pool_wait_seconds", "histogram")
                    .containsEntry("connections_cache_load_seconds", "histogram");
            assertThat(scrape)
                    .contains("connections_connect_seconds_count{connection=\"pet-db\",type=\"sql\"} 1")
                    .doesNotContain("error_type=\"none\"");
        });
    }

    @Test
    @Tag("peers")
    void promtoolFindsNothing(@TempDir Path directory) {
        runner.run(context -> {
            use(context);
            Path scrape = Files.writeString(directory.resolve("metrics.txt"), scrape(context));
            Process promtool = promtool(scrape);
            String findings = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(findings.lines())
                    .as("but in Spring's own metrics")
                    .filteredOn(finding -> !finding.startsWith("http_client_requests_"))
                    .isEmpty();
        });
    }

    private static Process promtool(Path scrape) {
        try {
            return new ProcessBuilder("promtool", "check", "metrics")
                    .redirectInput(scrape.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException ex) {
            return Assumptions.abort("promtool is not installed");
        }
    }

    @Test
    void theSeriesOfAConnectionMadeAtRunTimeEndWithIt() {
        runner.run(context -> {
            Connections connections = context.getBean(Connections.class);
            connections
                    .open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:" + UUID.randomUUID()))
                    .query("select 1");
            assertThat(scrape(context)).contains("db_client_operation_duration_seconds_count{connection=\"adhoc\"");
            connections.close("adhoc");
            assertThat(scrape(context)).doesNotContain("adhoc");
        });
    }

    private static String scrape(ApplicationContext context) {
        return context.getBean(PrometheusMeterRegistry.class).scrape();
    }

    private static Map<String, Set<String>> labels(String scrape) {
        Map<String, Set<String>> labels = new HashMap<>();
        scrape.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> labels.computeIfAbsent(
                        sample.group(1), name -> new HashSet<>())
                .addAll(
                        sample.group(2) == null
                                ? Set.of()
                                : LABEL.matcher(sample.group(2))
                                        .results()
                                        .map(label -> label.group(1))
                                        .collect(Collectors.toSet())));
        return labels;
    }
}
