package dev.connections.autoconfigure.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.login.LoginContext;
import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.form.LoginFailedException;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.FixedLogins;
import dev.connections.testing.SelfSigned;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connections whose settings stand in the files of Snowflake's tools, by the real driver. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SnowflakeSettingsFilesTests {

    private final SnowflakeServer server = SnowflakeServer.start();

    @TempDir
    private Path home;

    private ApplicationContextRunner runner;

    @BeforeEach
    void useHome() {
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        SnowflakeConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class))
                .withPropertyValues(
                        "connections.defaults.snowflake.settings-directory=" + home,
                        "connections.defaults.pool.minimum-idle=0",
                        "connections.warehouse.profile=dev");
    }

    @AfterEach
    void stop() {
        LoginContext.set(null);
        server.close();
    }

    @Test
    void aProfileIsAllThatAConnectionNeeds() throws IOException {
        toml("user = 'SCOTT'\npassword = '" + SnowflakeServer.PASSWORD + "'\nwarehouse = 'TOML_WH'");
        write(home.resolve(".snowsql/config"), "[connections.dev]\nwarehousename = OTHER\ndbname = SALES\n");
        runner.withPropertyValues("connections.warehouse.role=ANALYST").run(context -> {
            SnowflakeConnection warehouse = context.getBean(SnowflakeConnection.class);
            assertThat(warehouse
                            .query("select current_user() u, current_role() r, current_warehouse() w,"
                                    + " current_database() d")
                            .toMaps())
                    .containsExactly(Map.of("u", "SCOTT", "r", "ANALYST", "w", "TOML_WH", "d", "SALES"));
        });
    }

    @Test
    void placeholdersMeanNothingInAFile() throws IOException {
        server.account().password("SCOTT", "${not.a.placeholder} \\${nor.this}");
        toml("user = 'SCOTT'\npassword = '${not.a.placeholder} \\${nor.this}'");
        logsInAs("SCOTT");
    }

    @Test
    void aProfileMayHaveAPrivateKey(@TempDir Path keys) throws Exception {
        SelfSigned pair = SelfSigned.in(keys);
        server.account()
                .publicKey("SCOTT", pair.keyStore().getCertificate("key").getPublicKey());
        toml("user = 'SCOTT'\nauthenticator = 'SNOWFLAKE_JWT'\nprivate_key_file = '" + pair.key() + "'");
        logsInAs("SCOTT");
        assertThat(server.lastLogin().path("AUTHENTICATOR").asString()).isEqualTo("SNOWFLAKE_JWT");
    }

    @Test
    void aTokenThatIsReplacedInItsFileIsFollowed() throws IOException {
        server.account().token("first", Instant.now().plusSeconds(600));
        write(home.resolve("token"), "first\n");
        toml("user = 'SCOTT'\nauthenticator = 'oauth'\ntoken_file_path = '~/token'");
        runner.run(context -> {
            SqlConnection warehouse = context.getBean(SqlConnection.class);
            warehouse.query("select 1");
            assertThat(server.lastLogin().path("TOKEN").asString()).isEqualTo("first");
            server.account().token("second", Instant.now().plusSeconds(600));
            server.account().revoke("first");
            write(home.resolve("token"), "second\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                warehouse.query("select 1");
                return server.lastLogin().path("TOKEN").asString().equals("second");
            });
        });
    }

    @Test
    void aPasswordThatIsChangedInAFileIsFollowed(CapturedOutput output) throws IOException {
        toml("user = 'SCOTT'\npassword = '" + SnowflakeServer.PASSWORD + "'");
        runner.run(context -> {
            SqlConnection warehouse = context.getBean(SqlConnection.class);
            warehouse.query("select 1");
            server.account().password("SCOTT", "another");
            toml("user = 'SCOTT'\npassword = 'another'");
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                warehouse.query("select 1");
                return server.lastLogin().path("PASSWORD").asString().equals("another");
            });
            write(home.resolve(".snowflake/connections.toml"), "[dev\n");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(output)
                    .contains("keeps its credentials, because new ones cannot be read"));
            warehouse.query("select 1");
        });
    }

    @Test
    void aReloadReadsTheFilesAgain() throws IOException {
        toml("user = 'SCOTT'\npassword = '" + SnowflakeServer.PASSWORD + "'\nrole = 'FIRST'");
        runner.run(context -> {
            SqlConnection warehouse = context.getBean(SqlConnection.class);
            assertThat(role(warehouse)).isEqualTo("FIRST");
            toml("user = 'SCOTT'\npassword = '" + SnowflakeServer.PASSWORD + "'\nrole = 'SECOND'");
            context.getBean(Connections.class).reload("warehouse");
            assertThat(role(warehouse)).isEqualTo("SECOND");
        });
    }

    @Test
    void codeComesBeforeProperties() throws IOException {
        toml("user = 'SCOTT'\npassword = '" + SnowflakeServer.PASSWORD + "'\nrole = 'OF_FILE'");
        runner.withPropertyValues("connections.defaults.snowflake.role=OF_PROPERTIES")
                .run(context -> {
                    Connections connections = context.getBean(Connections.class);
                    SnowflakeConnection opened = connections.open(
                            "adhoc", SnowflakeConnection.class, Map.of("profile", "dev", "role", "OF_CODE"));
                    assertThat(role(opened)).isEqualTo("OF_CODE");
                    assertThat(role(context.getBean("warehouse", SqlConnection.class)))
                            .isEqualTo("OF_PROPERTIES");
                });
    }

    @Test
    void aProviderComesBeforeTheUserOfAProfile() throws IOException {
        server.account().password("ALICE", "in wonderland");
        toml("user = 'SCOTT'\nauthenticator = 'snowflake_jwt'\nprivate_key_file = '/nowhere/key.p8'");
        runner = runner.withUserConfiguration(Alice.class);
        logsInAs("ALICE");
    }

    @Configuration(proxyBeanMethods = false)
    static class Alice {

        @Bean
        CredentialsProvider warehouseCredentialsProvider() {
            return CredentialsProvider.of(Credentials.of("ALICE", "in wonderland"));
        }
    }

    @Test
    void whoLogsInHasNothingOfTheUserOfAProfile() throws IOException {
        server.account().password("ALICE", "in wonderland");
        toml("user = 'SCOTT'\npassword = '" + SnowflakeServer.PASSWORD + "'\nwarehouse = 'PROJECT_WH'");
        runner.withPropertyValues(
                        "connections.warehouse.login.form.user=", "connections.warehouse.login.form.password=")
                .run(context -> {
                    LoginId id = LoginId.random();
                    LoginConnections logins = context.getBean(LoginConnections.class);
                    logins.target("warehouse")
                            .logins()
                            .open(new LoginRequest(
                                    id,
                                    Map.of("user", "ALICE".toCharArray(), "password", "in wonderland".toCharArray()),
                                    "127.0.0.1",
                                    null));
                    LoginContext.set(new FixedLogins(id));
                    assertThat(context.getBean(SqlConnection.class)
                                    .query("select current_user() u, current_warehouse() w")
                                    .toMaps())
                            .containsExactly(Map.of("u", "ALICE", "w", "PROJECT_WH"));
                    assertThatThrownBy(() -> logins.target("warehouse")
                                    .logins()
                                    .open(new LoginRequest(
                                            LoginId.random(),
                                            Map.of("user", "SCOTT".toCharArray(), "password", "wrong".toCharArray()),
                                            "127.0.0.1",
                                            null)))
                            .isInstanceOf(LoginFailedException.class);
                });
    }

    @Test
    void aUserMayNotChooseTheFiles() throws IOException {
        toml("");
        runner.withPropertyValues("connections.warehouse.login.form.settings-directory=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("login.form.settings-directory")
                        .hasMessageContaining("cannot be a field of the form"));
    }

    @Test
    void aProblemWithAValueOfAFileNamesTheFileAndTheLine() throws IOException {
        toml("user = 'SCOTT'\nauthenticator = 'externalbrowser'");
        runner.run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("connections.warehouse.authenticator (file [" + home)
                .hasMessageContaining("connections.toml] - 7:1")
                .hasMessageContaining("opens a browser"));
    }

    @Test
    void anUnknownProfileIsTheOnlyProblemThatIsTold() throws IOException {
        toml("user = 'SCOTT'");
        runner.withPropertyValues("connections.warehouse.type=snowflake", "connections.warehouse.profile=dve")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("connections.warehouse.profile")
                        .hasMessageContaining("is 'dve', which is no profile of " + home)
                        .hasMessageContaining("Did you mean 'dev'?")
                        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("is missing")));
    }

    @Test
    void aBrokenFileIsToldWithoutWhatStandsInIt(CapturedOutput output) throws IOException {
        write(home.resolve(".snowflake/connections.toml"), "[dev]\npassword = s3cret\n");
        runner.run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("connections.warehouse.profile")
                .hasMessageContaining("line 2")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("s3cret")));
        assertThat(output).doesNotContain("s3cret");
    }

    @Test
    void warnsOnceOfAFileThatOthersMayReadAndNeverShowsASecret(CapturedOutput output) throws IOException {
        toml("user = 'SCOTT'\npassword = '" + SnowflakeServer.PASSWORD + "'\nnonsense = 's3cret'");
        Files.setPosixFilePermissions(
                home.resolve(".snowflake/connections.toml"), PosixFilePermissions.fromString("rw-r--r--"));
        runner.run(context -> context.getBean(SqlConnection.class).query("select 1"));
        assertThat(output).containsOnlyOnce("chmod 600").doesNotContain("s3cret", SnowflakeServer.PASSWORD);
    }

    private void logsInAs(String user) {
        runner.run(context -> assertThat(context.getBean(SqlConnection.class)
                        .sql("select current_user()")
                        .value(String.class))
                .isEqualTo(user));
    }

    private static String role(SqlConnection connection) {
        return connection.sql("select current_role()").value(String.class);
    }

    private void toml(String settings) throws IOException {
        write(
                home.resolve(".snowflake/connections.toml"),
                "[dev]\naccount = 'TESTACCOUNT'\nhost = '127.0.0.1'\nport = " + server.port() + "\nprotocol = 'http'\n"
                        + settings + "\n");
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
