package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTests {

    private static final String PASSWORD = "changeit";

    private static KeyStore server;

    private static KeyStore stranger;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startAServerWithTls(@TempDir Path directory) throws Exception {
        server = generate(directory.resolve("server.p12"), "ip:127.0.0.1");
        stranger = generate(directory.resolve("stranger.p12"), "ip:127.0.0.1");
        Path certificate =
                pem(directory, "CERTIFICATE", server.getCertificate("key").getEncoded());
        Path key = pem(
                directory,
                "PRIVATE KEY",
                server.getKey("key", PASSWORD.toCharArray()).getEncoded());
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.toString())
                .setServerConfig("ssl_key_file", key.toString())
                .start();
    }

    @AfterAll
    static void stopTheServer() throws Exception {
        postgres.close();
    }

    @Test
    void encryptsAndVerifiesTheServer() throws Exception {
        HikariConnectionFactory factory = factory(new TlsStores(trusting(server), stranger, PASSWORD));

        DataSource pool = factory.connect(Credentials.of("postgres", "postgres"));

        assertThat(JdbcClient.create(pool)
                        .sql("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        factory.close(pool);
    }

    @Test
    void refusesAServerThatItDoesNotTrust() throws Exception {
        HikariConnectionFactory factory = factory(new TlsStores(trusting(stranger), null, null));

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> factory.connect(Credentials.of("postgres", "postgres")))
                .withMessageContaining("'pet-db'");
    }

    @Test
    void trustsWhatJavaTrustsUnlessToldTo() {
        HikariConnectionFactory factory = factory(new TlsStores(null, null, null));

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> factory.connect(Credentials.of("postgres", "postgres")));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL", "MARIADB", "SQLSERVER", "ORACLE"})
    void keepsKeysToItsOwnerAndDeletesThem(SqlDialect dialect) throws Exception {
        TlsFiles files = TlsFiles.write(dialect, new TlsStores(trusting(server), server, PASSWORD));
        Path directory = files.properties().values().stream()
                .filter(value -> value.endsWith(".p12"))
                .map(value -> Path.of(value.replaceFirst("^file:(//)?", "")).getParent())
                .findFirst()
                .orElseThrow();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(directory).isDirectoryContaining("glob:**/key.p12");
        files.close();
        assertThat(directory).doesNotExist();
    }

    @Test
    void saysWhereThereIsNoTls() {
        SqlTarget target = SqlAddress.of("jdbc:h2:mem:pets").target();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HikariConnectionFactory(
                        new ConnectionName("pet-db"),
                        target,
                        SqlSettings.DEFAULTS,
                        () -> new TlsStores(null, null, null)))
                .withMessageContaining("'ssl-bundle'");
    }

    private static HikariConnectionFactory factory(TlsStores stores) {
        SqlTarget target = SqlAddress.of("postgresql://127.0.0.1:" + postgres.getPort() + "/postgres")
                .target();
        return new HikariConnectionFactory(new ConnectionName("pet-db"), target, SqlSettings.DEFAULTS, () -> stores);
    }

    private static KeyStore trusting(KeyStore other) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", other.getCertificate("key"));
        return store;
    }

    /** Java's own tool makes a key and a certificate that signs itself. */
    private static KeyStore generate(Path file, String name) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path pem(Path directory, String type, byte[] content) throws Exception {
        Path file = directory.resolve(type.replace(' ', '-') + ".pem");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + type + "-----\n");
    }
}
