package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.LoginConnections;
import dev.connections.autoconfigure.LoginTarget;
import dev.connections.login.LoginField;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.sql.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The code and the settings of the page about Snowflake. What they do at a server is tested beside the type. */
class SnowflakeExamplesTests {

    private static final Path SNIPPETS = Path.of("src/test/resources/snippets");

    @Test
    void aConnectionIsInjected(@TempDir Path directory) throws Exception {
        Path key = Files.writeString(
                directory.resolve("snowflake.p8"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KeyPairGenerator.getInstance("RSA")
                                        .generateKeyPair()
                                        .getPrivate()
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        try (ConfigurableApplicationContext context = run(
                "snowflake.yml",
                "--connections.warehouse.start=lazy",
                "--connections.warehouse.private-key.file=" + key,
                "--SNOWFLAKE_PASSPHRASE=")) {
            assertThat(context.getBean(Orders.class).warehouse.type()).isEqualTo("snowflake");
        }
    }

    @Test
    void aProfileSaysTheRest(@TempDir Path home) throws Exception {
        Files.createDirectory(home.resolve(".snowflake"));
        Files.copy(SNIPPETS.resolve("snowflake-profile.toml"), home.resolve(".snowflake/connections.toml"));
        try (ConfigurableApplicationContext context = run(
                "snowflake-profile.yml",
                "--connections.warehouse.start=lazy",
                "--connections.warehouse.settings-directory=" + home)) {
            assertThat(context.getBean(Orders.class).warehouse.type()).isEqualTo("snowflake");
        }
    }

    @Test
    void usersLogIn() {
        try (ConfigurableApplicationContext context = run("snowflake-login.yml")) {
            LoginTarget target = context.getBean(LoginConnections.class).target("warehouse");
            assertThat(target.title()).isEqualTo("Snowflake Login");
            assertThat(target.paths()).containsExactly("/reports/**");
            assertThat(target.logins().form().fields())
                    .containsExactly(
                            new LoginField("user", "", true),
                            new LoginField("password", "", false),
                            new LoginField("database", "PROJECT_DB", true));
        }
    }

    private static ConfigurableApplicationContext run(String snippet, String... settings) {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 1, settings.length);
        all[0] = "--spring.config.location=" + SNIPPETS.resolve(snippet).toUri();
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(all);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Orders orders(SnowflakeConnection warehouse) {
            return new Orders(warehouse);
        }
    }

    // tag::use[]
    static class Orders {

        private final SnowflakeConnection warehouse;

        Orders(SnowflakeConnection warehouse) {
            this.warehouse = warehouse;
        }

        Rows all() {
            return warehouse.query("select * from orders", Duration.ofMinutes(2)); // cached for two minutes
        }
    }
    // end::use[]
}
