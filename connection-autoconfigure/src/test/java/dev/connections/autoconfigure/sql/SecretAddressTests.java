package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.health.ConnectionsHealthContributorAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Secrets of an address in all that an application shows: its log, the analysis of a failed start, health, threads, JMX. */
@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(OutputCaptureExtension.class)
class SecretAddressTests {

    private static final String SECRET = "Qx7-tiger-81";

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        HealthContributorAutoConfiguration.class,
        ConnectionsHealthContributorAutoConfiguration.class
    })
    static class Application {}

    private static SpringApplicationBuilder application(String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "spring.jmx.enabled=true",
                "logging.level.dev.connections=trace",
                "logging.level.com.zaxxer.hikari=debug",
                "spring.main.banner-mode=off"));
        arguments.addAll(List.of(properties));
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(arguments.toArray(String[]::new));
    }

    static Stream<String> addresses() {
        TestDatabase postgres = TestDatabases.postgres();
        return Stream.of(
                "jdbc:postgresql://scott:" + SECRET + "@127.0.0.1:" + postgres.port() + "/" + postgres.database(),
                "postgresql://scott:" + SECRET + "@nowhere.invalid/pets",
                "jdbc:postgresql://nowhere.invalid/pets?user=scott&password=" + SECRET,
                "jdbc:postgresql://nowhere.invalid/pets?user=scott&sslpassword=" + SECRET,
                "h2://scott:" + SECRET + "@127.0.0.1:1/pets",
                "jdbc:h2:tcp://127.0.0.1:1/pets;USER=scott;PASSWORD=" + SECRET,
                "jdbc:h2:mem:pets;INIT=create users scott password '" + SECRET + "'",
                "jdbc:duckdb:/nowhere.invalid/pets.db?motherduck_token=" + SECRET,
                "jdbc:sqlite:/nowhere.invalid/pets.db?password=" + SECRET);
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void areNotShownByAFailedStart(String url, CapturedOutput output) {
        Throwable failure = catchThrowable(() -> application(
                        "connections.pet-db.url=" + url,
                        "connections.pet-db.start=required",
                        "connections.pet-db.recovery.ride-out=100ms")
                .run()
                .close());

        assertThat(traceOf(failure)).doesNotContain(SECRET).contains("pet-db");
        assertThat(output.getAll()).doesNotContain(SECRET).contains("connections.pet-db");
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void areNotShownByARunningApplication(String url, CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = application(
                        "connections.pet-db.url=" + url, "connections.pet-db.recovery.ride-out=100ms")
                .run()) {
            SqlConnection petDb = context.getBean(Connections.class).get("pet-db", SqlConnection.class);
            Throwable failure = catchThrowable(() -> petDb.query("select 1"));

            assertThat(traceOf(failure)).doesNotContain(SECRET).contains("pet-db");
            assertThat(petDb.toString() + petDb.dataSource()).doesNotContain(SECRET);
            assertThat(healthOf(context.getBean(CompositeHealthContributor.class)))
                    .contains("pet-db", "DOWN")
                    .doesNotContain(SECRET);
            assertThat(Thread.getAllStackTraces().keySet().toString()).doesNotContain(SECRET);
            assertThat(ManagementFactory.getPlatformMBeanServer()
                            .queryNames(null, null)
                            .toString())
                    .doesNotContain(SECRET);
        }
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://scott:Qx7/tiger-81@host/pets",
                "jdbc:postgresql://scott:Qx7?tiger-81@host/pets",
                "jdbc:postgresql://host/pets?applicationname=Qx7-tiger-81",
                "postgresql://host/pets?sslmode=Qx7-tiger-81"
            })
    void areNotShownByAProblemThatNamesThePropertyAndItsOrigin(String url, CapturedOutput output) {
        Throwable failure = catchThrowable(
                () -> application("connections.pet-db.url=" + url).run().close());

        assertThat(traceOf(failure))
                .doesNotContain("tiger")
                .contains("connections.pet-db.url (\"connections.pet-db.url\"");
        assertThat(output.getAll())
                .doesNotContain("tiger")
                .contains("connections.pet-db.url (\"connections.pet-db.url\"");
    }

    @Test
    void tlsParametersThatContradictTheSslBundleAreRefused(CapturedOutput output) {
        Throwable failure = catchThrowable(() -> application(
                        "connections.pet-db.url=jdbc:postgresql://host/pets?sslmode=require",
                        "connections.pet-db.ssl-bundle=pets")
                .run()
                .close());

        assertThat(traceOf(failure)).contains("connections.pet-db.ssl-bundle", "contradicts the TLS parameters");
    }

    private static String healthOf(CompositeHealthContributor contributors) {
        return contributors.stream()
                .map(entry -> entry.name() + " "
                        + ((entry.contributor() instanceof HealthIndicator indicator) ? indicator.health(true) : ""))
                .collect(Collectors.joining());
    }

    private static String traceOf(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
