package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionState;
import dev.connections.sql.SqlConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;

/** The settings on the page about SQL. */
class ConfigurationExamplesTests {

    @Test
    void readOnlyIsEnforced() {
        try (ConfigurableApplicationContext context = run("read-only.yml")) {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            assertThat(petDb.query("select 1 as one").size()).isEqualTo(1);
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> petDb.update("create table pets (name varchar(20))"))
                    .withMessageContaining("'pet-db'");
        }
    }

    @Test
    void labelsAreKept() {
        try (ConfigurableApplicationContext context = run("label-case.yml")) {
            assertThat(context.getBean(SqlConnection.class)
                            .query("select 1 as one")
                            .columns())
                    .containsExactly("ONE");
        }
    }

    @Test
    void aBundleIsUsedByItsName(@TempDir Path directory) throws Exception {
        Path authority = directory.resolve("ca.pem");
        Files.writeString(authority, certificate());
        try (ConfigurableApplicationContext context = run(
                "tls.yml",
                "--spring.ssl.bundle.pem.pets.truststore.certificate=file:" + authority,
                "--connections.defaults.start=lazy")) {
            assertThat(context.getBean(SqlConnection.class).state()).isEqualTo(ConnectionState.NEW);
        }
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> run("tls.yml", "--connections.pet-db.ssl-bundle=absent"))
                .withMessageContainingAll("connections.pet-db.ssl-bundle", "absent");
    }

    /** There is no Redis here: the cache of the node goes on by itself. */
    @Test
    void resultsAreSharedOnRedis() {
        try (ConfigurableApplicationContext context = run("cache-redis.yml", "--spring.data.redis.port=1")) {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            assertThat(petDb.cache().level()).isNotNull();
            assertThat(petDb.query("select 1")).isSameAs(petDb.query("select 1"));
        }
    }

    @Test
    void thePrimaryOfSeveralIsTheDataSourceAndDefaultsAreForAll() {
        try (ConfigurableApplicationContext context = run("several.yml")) {
            assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("petDbDataSource"));
            assertThat(context.getBean("shop", SqlConnection.class).name()).isEqualTo("shop");
        }
    }

    private static ConfigurableApplicationContext run(String snippet, String... arguments) {
        SpringApplication application = new SpringApplication(PetApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String location = "--spring.config.location=file:src/test/resources/snippets/" + snippet;
        return application.run(
                Stream.concat(Stream.of(location), Stream.of(arguments)).toArray(String[]::new));
    }

    /** One of those that Java trusts. */
    private static String certificate() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate[] issuers = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(issuers[0].getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
