package dev.connections.sql.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.pool.FailFastPool;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.SelfSigned;
import dev.connections.testing.StablePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@RequiresServer
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTests {

    private static SelfSigned server;

    private static SelfSigned stranger;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startAServerWithTls(@TempDir Path directory) throws Exception {
        server = SelfSigned.in(directory.resolve("server"));
        stranger = SelfSigned.in(directory.resolve("stranger"));
        postgres = EmbeddedPostgres.builder()
                .setPort(StablePort.next())
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
    void encryptsAndVerifiesTheServer() throws Exception {
        HikariConnectionFactory factory =
                factory(new TlsStores(server.trustStore(), stranger.keyStore(), SelfSigned.PASSWORD));

        FailFastPool pool = factory.connect(Credentials.of("postgres", "postgres"));

        assertThat(JdbcClient.create(pool)
                        .sql("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        factory.close(pool);
    }

    @Test
    void refusesAServerThatItDoesNotTrust() throws Exception {
        HikariConnectionFactory factory = factory(new TlsStores(stranger.trustStore(), null, null));

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
        TlsFiles files =
                TlsFiles.write(dialect, new TlsStores(server.trustStore(), server.keyStore(), SelfSigned.PASSWORD));
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
                .isThrownBy(
                        () -> new HikariConnectionFactory(new ConnectionName("pet-db"), target, SqlSettings.DEFAULTS)
                                .withTls(() -> new TlsStores(null, null, null)))
                .withMessageContaining("'ssl-bundle'");
    }

    private static HikariConnectionFactory factory(TlsStores stores) {
        SqlTarget target = SqlAddress.of("postgresql://127.0.0.1:" + postgres.getPort() + "/postgres")
                .target();
        return new HikariConnectionFactory(new ConnectionName("pet-db"), target, SqlSettings.DEFAULTS)
                .withTls(() -> stores);
    }
}
