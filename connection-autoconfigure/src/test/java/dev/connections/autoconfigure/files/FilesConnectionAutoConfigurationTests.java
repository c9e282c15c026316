package dev.connections.autoconfigure.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.autoconfigure.BoundProperties;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.credentials.Credentials;
import dev.connections.files.FilesConnection;
import dev.connections.files.MissingFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FilesConnectionAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ConnectionsAutoConfiguration.class, FilesConnectionAutoConfiguration.class))
            .withPropertyValues("connections.defaults.connect-timeout=30s");

    @TempDir
    private Path directory;

    @Test
    void aLocalDirectoryIsAConnection() {
        runner.withPropertyValues("connections.reports.url=" + directory.toUri())
                .run(context -> {
                    FilesConnection reports = context.getBean(FilesConnection.class);
                    assertThat(reports.type()).isEqualTo("files");
                    assertThat(context.getBean("reports")).isSameAs(reports);
                    reports.writeText("2026/notes.txt", "Grüße");
                    assertThat(reports.readText("2026/notes.txt")).isEqualTo("Grüße");
                    assertThat(directory.resolve("2026/notes.txt")).hasContent("Grüße");
                    assertThatExceptionOfType(MissingFileException.class)
                            .isThrownBy(() -> reports.readText("2025/notes.txt"))
                            .withMessageContaining("reports")
                            .withMessageContaining("2025/notes.txt");
                    assertThat(reports.state()).isEqualTo(ConnectionState.UP);
                    assertThat(context.getBean(Connections.class).get("reports"))
                            .isSameAs(reports);
                });
    }

    @Test
    void localCopiesAreInTheConfiguredDirectoryAndDeletedOnClose(@TempDir Path copies) {
        runner.withPropertyValues(
                        "connections.reports.url=" + directory.toUri(),
                        "connections.reports.cache.disk.directory=" + copies,
                        "connections.reports.cache.disk.max-size=10MB")
                .run(context -> {
                    FilesConnection reports = context.getBean(FilesConnection.class);
                    reports.write("pets.csv", List.of(Map.of("pet", "cat")));
                    assertThat(reports.read("pets.csv").size()).isOne();
                    assertThat(copies).isNotEmptyDirectory();
                });
        assertThat(copies).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url=s3:// | connections.reports.url | names no bucket",
                "url=s3://b;access-key=AKIA | connections.reports.secret-key | is missing, but 'access-key' is set",
                "url=s3://b;secret-key=s3cret | connections.reports.access-key | is missing, but 'secret-key' is set",
                "url=s3://b;account=s3cret | connections.reports.account | leads to S3, which has none",
                "url=s3://b;endpoint=127.0.0.1 | connections.reports.endpoint | begins neither with",
                "url=s3://b;endpoint=http://me:s3cret@127.0.0.1 | connections.reports.endpoint | has a user",
                "url=s3://b;profile=x;access-key=a;secret-key=s3cret | connections.reports.profile | Keep one of them",
                "url=gs://b;region=eu | connections.reports.region | leads to Google Cloud Storage, which has none",
                "url=gs://b;credentials=s3cret | connections.reports.credentials | is neither JSON text nor a location",
                "url=gs://b;credentials=file:/s3cret.json | connections.reports.credentials | cannot be read",
                "url=az://c | connections.reports.account | Set it, or set 'connection-string'",
                "url=az://c;account=a;account-key=k;sas-token=s3cret | connections.reports.sas-token | Keep one of"
                        + " them",
                "url=hf://datasets/a/b;profile=x | connections.reports.profile | leads to Hugging Face",
                "url=file:/tmp;token=s3cret | connections.reports.token | leads to a local directory",
                "url=file:/tmp;idle-timeout=0s | connections.reports.idle-timeout | must be positive",
                "url=file:/tmp;query-timeout=-1s | connections.reports.query-timeout | must be positive",
                "url=file:/tmp;retry.attempts=0 | connections.reports.retry.attempts | must be at least 1",
                "url=file:/tmp;cache.disk.max-size=-1B | connections.reports.cache.disk.max-size | must not be"
                        + " negative",
                "url=file:/tmp;max-uncompressed-size=0 | connections.reports.max-uncompressed-size | must be positive",
                "url=gs://b;credentials={};credentials.vault.path=a | connections.reports.credentials | settings below"
                        + " it",
                "url=file:/tmp;login.enabled=true | reports | because a local directory has none",
                "url=s3://b;access-key=a;secret-key=s3cret;login.enabled=true | reports.access-key | with their own",
                "url=s3://b;profile=p;login.enabled=true | reports | is set, but each user logs in",
            })
    void saysWhatIsWrongWithTheProperty(String settings, String property, String message, CapturedOutput output) {
        String[] properties = List.of(settings.split(";")).stream()
                .map(setting -> "connections.reports." + setting)
                .toArray(String[]::new);
        runner.withPropertyValues(properties).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .hasStackTraceContaining(property)
                    .hasStackTraceContaining(message);
            assertThat(String.valueOf(context.getStartupFailure())).doesNotContain("s3cret");
        });
        assertThat(output).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url=s3://b;access-key=AKIA;secret-key=a+b/c== | AKIA | a+b/c==",
                "url=s3://b | | ",
                "url=gs://b;credentials={\"type\": \"service_account\"} | | {\"type\": \"service_account\"}",
                "url=gs://b;credentials=classpath:dev/connections/autoconfigure/files/service-account.json | |"
                        + " {\"type\": \"service_account\"}",
                "url=gs://b;token=ya29.x | | ya29.x",
                "url=az://c;account=acme1;account-key=abc= | acme1 | abc=",
                "url=az://c;account=acme1;sas-token=sv=1&sig=a%3D | acme1 | sv=1&sig=a%3D",
                "url=az://c;connection-string=AccountName=acme1;AccountKey=a= | | AccountName=acme1;AccountKey=a=",
                "url=abfss://c@acme1.dfs.core.windows.net/;account-key=abc= | acme1 | abc=",
                "url=hf://datasets/a/b;token=hf_x | | hf_x",
            })
    void credentialsAreThoseOfTheProperties(String settings, String user, String secret) {
        assertThat(credentials(settings, Map.of())).isEqualTo(Credentials.of(user, secret));
    }

    @Test
    void theTokenOfHuggingFaceFallsBackToTheEnvironment() {
        Map<String, String> environment = Map.of("HF_TOKEN", "hf_env", "HF_ENDPOINT", "http://127.0.0.1:1");
        FilesStores hub = stores("url=hf://datasets/a/b", environment);
        assertThat(hub.withToken(Credentials.none(), false)).isEqualTo(Credentials.of(null, "hf_env"));
        assertThat(hub.withToken(Credentials.of(null, "hf_x"), false)).isEqualTo(Credentials.of(null, "hf_x"));
        assertThat(hub.withToken(Credentials.none(), true)).isEqualTo(Credentials.none());
        assertThat(stores("url=hf://datasets/a/b", environment).huggingFace().endpoint())
                .hasToString("http://127.0.0.1:1");
        assertThat(stores("url=hf://datasets/a/b", Map.of()).huggingFace().endpoint())
                .hasToString("https://huggingface.co");
    }

    @Test
    void anEndpointHasPathStyleRequests() {
        assertThat(stores("url=s3://b", Map.of()).s3().pathStyle()).isFalse();
        assertThat(stores("url=s3://b;endpoint=http://127.0.0.1:9000", Map.of())
                        .s3()
                        .pathStyle())
                .isTrue();
        assertThat(stores("url=s3://b;endpoint=http://127.0.0.1:9000;path-style=false", Map.of())
                        .s3()
                        .pathStyle())
                .isFalse();
    }

    @Test
    void theSecretsOfUsersMayBeOfAnyKindThatAzureHas() {
        FilesStores stores = stores("url=az://c;account=acme1", Map.of());
        assertThat(stores.azure(Credentials.of("acme1", "abc=")).secretKind()).hasToString("ACCOUNT_KEY");
        assertThat(stores.azure(Credentials.of("acme1", "sv=1&sig=a%3D")).secretKind())
                .hasToString("SAS");
        FilesStores withoutAccount = stores("url=az://c;username=acme1", Map.of());
        assertThat(withoutAccount.azure(Credentials.of("acme1", "abc=")).account())
                .isEqualTo("acme1");
        assertThat(withoutAccount
                        .azure(Credentials.of(null, "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=b="))
                        .secretKind())
                .hasToString("CONNECTION_STRING");
    }

    @Test
    void theTargetIsKnownBeforeAClientIsOpen() {
        runner.withPropertyValues(
                        "connections.reports.url=s3://analytics/reports",
                        "connections.reports.region=eu-central-1",
                        "connections.reports.access-key=AKIA",
                        "connections.reports.secret-key=s3cret",
                        "connections.reports.start=lazy")
                .run(context -> {
                    ConnectionFactory<?> factory = context.getBean("reportsConnectionFactory", ConnectionFactory.class);
                    assertThat(factory.target(null))
                            .isEqualTo(Map.of("bucket", "analytics", "prefix", "reports/", "region", "eu-central-1"));
                    assertThat(factory.authenticates()).isTrue();
                    assertThat(context.getBean(FilesConnection.class).toString())
                            .doesNotContain("s3cret");
                });
    }

    @Test
    void settingsOfTheRunningConnectionAreReloaded() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "a");
        runner.withPropertyValues("connections.reports.url=" + directory.toUri())
                .run(context -> {
                    FilesConnection reports = context.getBean(FilesConnection.class);
                    context.getBean(Connections.class).reload("reports");
                    assertThat(reports.readText("a.txt")).isEqualTo("a");
                });
    }

    private static Credentials credentials(String settings, Map<String, String> environment) {
        return stores(settings, environment).credentials();
    }

    private static FilesStores stores(String settings, Map<String, String> environment) {
        return new FilesStores(properties(settings), environment::get);
    }

    private static FilesConnectionProperties properties(String settings) {
        Map<String, String> values = new LinkedHashMap<>();
        // a connection string has semicolons of its own
        for (String setting : settings.split(";(?=[a-z])")) {
            int sign = setting.indexOf('=');
            values.put(setting.substring(0, sign), setting.substring(sign + 1));
        }
        return BoundProperties.of(FilesConnectionProperties.class, values);
    }
}
