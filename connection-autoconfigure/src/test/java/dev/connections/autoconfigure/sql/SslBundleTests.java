package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.SelfSigned;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessException;

/** Connections to a server with a certificate, which a bundle of Spring Boot trusts. */
@RequiresServer
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SslBundleTests {

    private static final String QUERY = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

    private static SelfSigned server;

    private static SelfSigned stranger;

    private static EmbeddedPostgres postgres;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "spring.ssl.bundle.pem.server.truststore.certificate="
                            + server.certificate().toUri(),
                    "spring.ssl.bundle.pem.stranger.truststore.certificate="
                            + stranger.certificate().toUri(),
                    "spring.ssl.bundle.pem.mutual.truststore.certificate="
                            + server.certificate().toUri(),
                    "spring.ssl.bundle.pem.mutual.keystore.certificate="
                            + stranger.certificate().toUri(),
                    "spring.ssl.bundle.pem.mutual.keystore.private-key="
                            + stranger.key().toUri(),
                    "connections.defaults.sql.url=postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort()
                            + "/postgres",
                    "connections.defaults.type=sql");

    @BeforeAll
    static void startAServerWithTls(@TempDir Path directory) throws Exception {
        server = SelfSigned.in(directory.resolve("server"));
        stranger = SelfSigned.in(directory.resolve("stranger"));
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", server.certificate().toString())
                .setServerConfig("ssl_key_file", server.key().toString())
                .start();
    }

    @AfterAll
    static void stopTheServer() throws Exception {
        postgres.close();
    }

    @Test
    void encryptsToTheServerThatTheBundleTrusts() {
        runner.withPropertyValues("connections.pet-db.ssl-bundle=server")
                .run(context -> assertThat(encrypted(context.getBean(SqlConnection.class)))
                        .isTrue());
    }

    @Test
    void takesTheKeyOfTheBundle() {
        runner.withPropertyValues("connections.pet-db.ssl-bundle=mutual")
                .run(context -> assertThat(encrypted(context.getBean(SqlConnection.class)))
                        .isTrue());
    }

    @Test
    void refusesAServerThatTheBundleDoesNotTrust() {
        runner.withPropertyValues("connections.pet-db.ssl-bundle=stranger")
                .run(context -> assertThatExceptionOfType(DataAccessException.class)
                        .isThrownBy(() -> encrypted(context.getBean(SqlConnection.class)))
                        .withMessageContaining("'pet-db'")
                        .withStackTraceContaining("PKIX path"));
    }

    @Test
    void takesABundleThatTheApplicationRegisters() {
        runner.withBean(SslBundleRegistrar.class, () -> registry -> registry.registerBundle("own", trustingServer()))
                .withPropertyValues("connections.pet-db.ssl-bundle=own")
                .run(context -> assertThat(encrypted(context.getBean(SqlConnection.class)))
                        .isTrue());
    }

    @Test
    void takesABundleForAConnectionThatIsOpenedAtRunTime() {
        runner.run(context -> {
            context.getBean(SslBundleRegistry.class).registerBundle("late", trustingServer());
            assertThat(encrypted(context.getBean(Connections.class)
                            .open("adhoc", SqlConnection.class, Map.of("ssl-bundle", "late"))))
                    .isTrue();
        });
    }

    private static boolean encrypted(SqlConnection connection) {
        return connection.sql(QUERY).value(Boolean.class);
    }

    private static SslBundle trustingServer() {
        try {
            return SslBundle.of(SslStoreBundle.of(null, null, server.trustStore()));
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }
}
