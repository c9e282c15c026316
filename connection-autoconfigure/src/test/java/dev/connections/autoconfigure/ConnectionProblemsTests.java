package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionFactory;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What a user reads who has made mistakes. */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionProblemsTests {

    @TempDir
    private Path folder;

    @Test
    void allProblemsAreListedAtOnceWithOriginAndRemedy(CapturedOutput output) throws Exception {
        run(
                """
                connection:
                  pets:
                    url: ftp://pets
                connections:
                  defaults:
                    conect-timeout: 3s
                  ftp-a:
                    url: ftp://a
                    prot: 21
                    limits:
                      max-file: 3
                  ftp_b:
                    type: fpt
                  ftp-c:
                    url: gopher://c
                  ftp-d:
                    username: scott
                  ftp-e:
                    url: ftp://e
                    port: many
                    password: ${FTP_E_PASSWORD}
                    connect-timeout: 0s
                  ftpE:
                    timeout: 1s
                  ftp-f:
                    url: ftp://f
                    close-timeout: -1s
                  "1st":
                    url: ftp://1st
                  bare: ftp://bare
                """);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("connection.pets.url", "application.yml] - 3:10", "Write 'connections.pets.url'")
                .contains("connections.defaults.conect-timeout", "6:21", "Did you mean 'connect-timeout'?")
                .contains("connections.ftp-a.prot", "9:11", "Did you mean 'port'?")
                .contains("connections.ftp-a.limits.max-file", "11:17", "Did you mean 'limits.max-files'?")
                .contains("connections.ftp_b.type", "13:11", "'fpt'", "Did you mean 'ftp'?")
                .contains("connections.ftp-c.url", "15:10", "'gopher:'", "Set 'type' to one of: ftp")
                .contains("connections.ftp-d", "17:15", "neither a 'type' nor a 'url'", "ftpDConnectionFactory")
                .contains("connections.ftp-e.port", "20:11", "not a valid Integer")
                .contains("connections.ftp-e.password", "21:15", "'${FTP_E_PASSWORD}'", "Set FTP_E_PASSWORD")
                .contains("connections.ftpE.timeout", "24:14", "Use one spelling: ftp-e or ftpE")
                .contains("connections.ftp-f.close-timeout", "27:20", "Set a positive duration")
                .contains("connections.1st.url", "'1st' for the name of a connection")
                .contains("connections.bare", "30:9", "Write 'connections.bare.url'")
                .contains("these are all the problems that were found");
    }

    @Test
    void settingsBelowSpringAreReported(CapturedOutput output) throws Exception {
        run("spring: { connections: { pets: { url: 'ftp://pets' } } }");
        assertThat(output)
                .contains("spring.connections.pets.url", "application.yml] - 1:")
                .contains("begins with 'spring.connections.'. Write 'connections.pets.url'");
    }

    @Test
    void aPropertyIsNotTakenForMissingThatIsMisspelled(CapturedOutput output) throws Exception {
        run("connections: { ftp-a: { ulr: 'ftp://a' } }");
        assertThat(output)
                .contains("connections.ftp-a.ulr", "Did you mean 'url'?")
                .contains("has neither a 'type' nor a 'url'");
    }

    @Test
    void anUnresolvedPlaceholderIsAllThatIsSaidOfItsProperty(CapturedOutput output) throws Exception {
        run("connections: { ftp-a: { url: '${FTP_URL}' }, ftp-b: { url: 'ftp://b', port: '${FTP_PORT}' } }");
        assertThat(output)
                .contains("connections.ftp-a.url", "Set FTP_URL")
                .contains("connections.ftp-b.port", "Set FTP_PORT")
                .doesNotContain("no type of connection is inferred")
                .doesNotContain("not a valid Integer");
    }

    @Test
    void anExampleShowsHowADurationIsWritten(CapturedOutput output) throws Exception {
        run("connections: { ftp-a: { url: 'ftp://a', connect-timeout: soon } }");
        assertThat(output)
                .contains("connections.ftp-a.connect-timeout", "not a valid Duration, such as 500ms, 10s or 5m.");
    }

    @Test
    void aValueIsNeverRepeated(CapturedOutput output) throws Exception {
        run("connections: { ftp-a: { url: 'gopher://scott:tiger@c' }, ftp-b: { url: 'ftp://b', port: tiger } }");
        assertThat(output).contains("ftp-a.url", "ftp-b.port").doesNotContain("tiger");
    }

    @Test
    void aTypeAndAFactoryBeanContradict(CapturedOutput output) throws Exception {
        run("connections: { legacy: { type: ftp } }", LegacyFactory.class);
        assertThat(output).contains("connections.legacy.type", "'legacyConnectionFactory'", "Remove one of them");
    }

    @Test
    void aFactoryBeanWhoseNameTellsNoConnectionIsNamed(CapturedOutput output) throws Exception {
        run("spring.application.name: test", BadlyNamedFactory.class);
        assertThat(output).contains("The bean 'ftp'", "Call it '<name>ConnectionFactory'");
    }

    @Test
    void aConnectionThatNeedsATakenBeanNameIsNamed(CapturedOutput output) throws Exception {
        run("connections: { connections: { url: 'ftp://a' } }");
        assertThat(output).contains("needs the bean name 'connections'", "Rename one of them");
    }

    @Test
    void twoPrimaryConnectionsOfOneHandleAreNamed(CapturedOutput output) throws Exception {
        run("connections: { a: { url: 'ftp://a', primary: true }, b: { url: 'ftp://b', primary: true } }");
        assertThat(output).contains("connections.b.primary", "'a'", "Only one can be");
    }

    @Test
    void everyQualifierThatNamesNoConnectionIsListed(CapturedOutput output) throws Exception {
        run("connections: { pet-files: { url: 'ftp://a' }, logs: { url: 'ftp://b' } }", WrongQualifiers.class);
        assertThat(output)
                .contains("A required connection is not configured")
                .contains("Parameter files of", "@Qualifier(\"per-files\")", "Did you mean \"pet-files\"?")
                .contains("Parameter directory of", "@Qualifier(\"archive\") names no connection")
                .contains("The connections are: logs, pet-files.");
    }

    @Test
    void anAmbiguousInjectionTellsTheConnections(CapturedOutput output) throws Exception {
        run("connections: { pet-files: { url: 'ftp://a' }, logs: { url: 'ftp://b' } }", Unqualified.class);
        assertThat(output)
                .contains("Parameter files of " + Unqualified.class.getName() + ".first requires a ")
                .contains("without the name of a connection", "The connections are: logs, pet-files.", "primary");
    }

    @Test
    void anInjectionWithoutAnyConnectionTellsHowToConfigureOne(CapturedOutput output) throws Exception {
        run("spring.application.name: test", Unqualified.class);
        assertThat(output).contains("No connection is configured.", "Configure 'connections.<name>.url'");
    }

    @Test
    void aMisspelledEnvironmentVariableIsNamedButOthersAreLeftAlone(CapturedOutput output) throws Exception {
        SpringApplication application = application("connections: { ftp-a: { url: 'ftp://a' } }");
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of(
                                "CONNECTIONS_FTPA_PASWORD", "tiger",
                                "CONNECTIONS_FTP_A_SERVICE_PORT_HTTP", "80"))));
        catchThrowable(application::run);
        assertThat(output)
                .contains("CONNECTIONS_FTPA_PASWORD", "Did you mean 'password'?")
                .doesNotContain("SERVICE_PORT");
    }

    @ParameterizedTest
    @CsvSource({
        "user, username",
        "pwd, password",
        "jdbc-url, url",
        "hikari.maximum-pool-size, pool.maximum-size",
        "hikari.minimum-idle, pool.minimum-idle",
        "hikari.maxLifetime, pool.max-lifetime",
        "hikari.idle-timeout, pool.idle-timeout",
        "maximum-pool-size, pool.maximum-size",
        "maximum_pool_size, pool.maximum-size",
        "pool.max-size, pool.maximum-size",
        "dbname, database",
        "queryTimeout, statement-timeout",
    })
    void aWordOfAnotherToolIsExplained(String key, String meant, CapturedOutput output) throws Exception {
        runSql("connections.pets: { url: 'jdbc:h2:mem:', " + key + ": 3 }");
        assertThat(output).contains("connections.pets." + key, "is not known. Did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "username", "password", "type"})
    void aForgottenNameIsExplained(String key, CapturedOutput output) throws Exception {
        runSql("connections." + key + ": 'jdbc:h2:mem:'");
        assertThat(output).contains("lacks the name of a connection. Write 'connections.<name>." + key + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connections.pets.url:", "connections.pets.url: ''", "connections.pets.url: ' '"})
    void anEmptyUrlIsExplained(String yaml, CapturedOutput output) throws Exception {
        runSql(yaml);
        assertThat(output).contains("connections.pets.url (", " is empty. Set the address of the target");
    }

    @Test
    void defaultIsNotDefaults(CapturedOutput output) throws Exception {
        runSql("connections.default.start: lazy");
        assertThat(output).contains("The settings of all connections are 'connections.defaults'.");
    }

    private void runSql(String yaml) throws Exception {
        Files.writeString(folder.resolve("application.yml"), yaml);
        SpringApplication application =
                new SpringApplication(SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThat(catchThrowable(
                        () -> application.run("--spring.config.location=file:" + folder.toAbsolutePath() + "/")))
                .isNotNull();
    }

    private void run(String yaml, Class<?>... sources) throws Exception {
        assertThat(catchThrowable(application(yaml, sources)::run)).isNotNull();
    }

    private SpringApplication application(String yaml, Class<?>... sources) throws Exception {
        Files.writeString(folder.resolve("application.yml"), yaml);
        SpringApplication application = new SpringApplication(Application.class);
        application.addPrimarySources(List.of(sources));
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("spring.config.location", folder.toUri() + "application.yml"));
        return application;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ConnectionsAutoConfiguration.class)
    static class Application {

        @Bean
        FtpConnectionType ftpConnectionType() {
            return new FtpConnectionType();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LegacyFactory {

        @Bean
        ConnectionFactory<FtpClient> legacyConnectionFactory() {
            return new FtpConnectionFactory("legacy");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class BadlyNamedFactory {

        @Bean
        ConnectionFactory<FtpClient> ftp() {
            return new FtpConnectionFactory("legacy");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WrongQualifiers {

        @Bean
        String first(@Qualifier("per-files") FtpConnection files) {
            return files.name();
        }

        @Bean
        String second(@Qualifier("archive") FtpConnection.Directory directory) {
            return directory.toString();
        }

        @Bean
        String third(@Qualifier("pet_files") FtpConnection.Directory directory) {
            return directory.toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Unqualified {

        @Bean
        String first(FtpConnection files) {
            return files.name();
        }
    }
}
