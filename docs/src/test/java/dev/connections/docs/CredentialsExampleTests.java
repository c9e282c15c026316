package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connections.ConnectionFactory;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.CredentialsProperties;
import dev.connections.autoconfigure.SecretStore;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.docs.TokenService.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The code of the page about credentials. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CredentialsExampleTests {

    private static final Path SNIPPETS = Path.of("src/test/resources/snippets").toAbsolutePath();

    @TempDir
    private Path directory;

    @Test
    void aTokenIsRenewedBeforeItExpires() {
        try (ConfigurableApplicationContext context = run(CloudApplication.class)) {
            assertThat(session(context)).startsWith("pets:token ");
            await().atMost(Duration.ofSeconds(20)).until(() -> !session(context).equals("pets:token 1"));
        }
    }

    @Test
    void filesAreReadAgain() throws IOException {
        Files.writeString(directory.resolve("pet-db-username"), "scott\n");
        Files.writeString(directory.resolve("pet-db-password"), "tiger\n");
        Path configuration = Files.writeString(
                directory.resolve("application.yml"),
                Files.readString(SNIPPETS.resolve("configtree.yml")).replace("/etc/secrets/", directory + "/"));
        try (ConfigurableApplicationContext context =
                run(Application.class, "--spring.config.location=" + configuration)) {
            assertThat(session(context)).isEqualTo("scott:tiger");
            Files.writeString(directory.resolve("pet-db-username"), "adams\n");
            Files.writeString(directory.resolve("pet-db-password"), "wood\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> session(context).equals("adams:wood"));
        }
    }

    @Test
    void aPathLeadsToASecret() {
        try (ConfigurableApplicationContext context =
                run(StoreApplication.class, "--spring.config.location=" + SNIPPETS.resolve("vault.yml"))) {
            assertThat(session(context)).isEqualTo("database/creds/pets:username,password,PT10S");
        }
        try (ConfigurableApplicationContext context =
                run(StoreApplication.class, "--spring.config.location=" + SNIPPETS.resolve("vault-key-value.yml"))) {
            assertThat(session(context)).isEqualTo("secret/pets:user,pin,PT30S");
        }
    }

    private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        return spring.run(arguments);
    }

    private static String session(ConfigurableApplicationContext context) {
        ManagedConnection<?> petDb = context.getBean(Connections.class).get("pet-db");
        return petDb.<String, RuntimeException>call(String::valueOf);
    }

    /** Its connection only knows who it was opened as. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(dev.connections.autoconfigure.ConnectionsAutoConfiguration.class)
    static class Application {

        @Bean
        ConnectionFactory<String> petDbConnectionFactory() {
            return new ConnectionFactory<>() {

                @Override
                public String connect(Credentials credentials) {
                    return credentials.user() + ":" + credentials.secret();
                }

                @Override
                public boolean isOpen(String session) {
                    return true;
                }

                @Override
                public void close(String session) {}
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PetDbCredentials.class)
    static class CloudApplication extends Application {

        @Bean
        TokenService tokenService() {
            AtomicInteger count = new AtomicInteger();
            return () ->
                    new Token("token " + count.incrementAndGet(), Instant.now().plusSeconds(1));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class StoreApplication extends Application {

        @Bean
        SecretStore store() {
            return new SecretStore() {

                @Override
                public CredentialsProvider provider(
                        String connection, CredentialsProperties.Vault settings, CredentialsProvider configured) {
                    return () -> Credentials.of(
                            settings.path(),
                            settings.usernameKey() + "," + settings.passwordKey() + "," + settings.pollInterval());
                }
            };
        }
    }
}
