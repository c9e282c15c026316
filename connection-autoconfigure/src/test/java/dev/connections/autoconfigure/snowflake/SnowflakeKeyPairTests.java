package dev.connections.autoconfigure.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.testing.SelfSigned;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Key-pair authentication, wherever the private key is. The server checks the signature. */
@Timeout(60)
class SnowflakeKeyPairTests {

    private static SelfSigned pair;

    private static SelfSigned other;

    private final SnowflakeServer server = SnowflakeServer.start();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    SnowflakeConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.warehouse.type=snowflake",
                    "connections.warehouse.account=TESTACCOUNT",
                    "connections.warehouse.host=127.0.0.1:" + server.port(),
                    "connections.warehouse.user=SCOTT",
                    "connections.warehouse.properties.ssl=off",
                    "connections.warehouse.start=lazy");

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        pair = SelfSigned.in(Files.createTempDirectory(directory, "pair"));
        other = SelfSigned.in(Files.createTempDirectory(directory, "other"));
    }

    @BeforeEach
    void publish() throws Exception {
        server.account()
                .publicKey("SCOTT", pair.keyStore().getCertificate("key").getPublicKey());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void logsIn(String... properties) {
        runner.withPropertyValues(properties).run(context -> assertThat(context.getBean(SnowflakeConnection.class)
                        .sql("select current_user()")
                        .value(String.class))
                .isEqualTo("SCOTT"));
        assertThat(server.lastLogin().path("AUTHENTICATOR").asString()).isEqualTo("SNOWFLAKE_JWT");
    }

    @Test
    void takesTheKeyOfAFile() {
        logsIn("connections.warehouse.private-key.file=" + pair.key());
    }

    @Test
    void takesTheKeyOfTheConfiguration() throws Exception {
        logsIn("connections.warehouse.private-key.pem=" + Files.readString(pair.key()));
    }

    @Test
    void takesTheKeyOfAnSslBundle() {
        logsIn(
                "spring.ssl.bundle.pem.account.keystore.certificate="
                        + pair.certificate().toUri(),
                "spring.ssl.bundle.pem.account.keystore.private-key="
                        + pair.key().toUri(),
                "connections.warehouse.private-key.ssl-bundle=account");
    }

    @Test
    void isRefusedWithAnotherKey() {
        runner.withPropertyValues(
                        "connections.warehouse.private-key.file=" + other.key(), "connections.warehouse.start=required")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("refused the credentials of user 'SCOTT'"));
    }

    @Test
    void reportsAFileThatIsNotThereAtTheStart() {
        runner.withPropertyValues("connections.warehouse.private-key.file=/nowhere/key.p8")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("connections.warehouse.private-key.file")
                        .hasStackTraceContaining("The private key file /nowhere/key.p8 cannot be read"));
    }

    @Test
    void reportsAFileWithoutAUsableKeyAtTheStart() {
        runner.withPropertyValues("connections.warehouse.private-key.file=" + pair.certificate())
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("connections.warehouse.private-key.file")
                        .hasStackTraceContaining("holds a CERTIFICATE, not a private key"));
    }
}
