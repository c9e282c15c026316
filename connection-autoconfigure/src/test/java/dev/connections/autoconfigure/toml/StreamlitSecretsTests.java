package dev.connections.autoconfigure.toml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.snowflake.SnowflakeConnectionAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The {@code secrets.toml} of Streamlit applications, as they are. */
@ExtendWith(OutputCaptureExtension.class)
class StreamlitSecretsTests {

    @TempDir
    private Path directory;

    @Test
    void keysThatMeanNothingHereAreWarnings(CapturedOutput output) throws IOException {
        try (ConfigurableApplicationContext context = run(
                """
                [connections.pet_db]
                type = "sql"
                url = "jdbc:h2:mem:"
                pasword = "hunter2"
                [connections.pet_db.create_engine_kwargs]
                echo = true
                [connections.warehouse]
                type = "snowflake"
                account = "xy12345"
                user = "scott"
                password = "hunter2"
                client_session_keep_alive = true
                start = "lazy"
                """)) {
            assertThat(context.getBean(Connections.class).names()).containsExactly("pet_db", "warehouse");
        }
        assertThat(output)
                .contains("'connections.pet_db.create_engine_kwargs.echo' (", "secrets.toml", " is ignored")
                .contains("'connections.warehouse.client_session_keep_alive' (")
                .contains("'connections.pet_db.pasword' (", "Did you mean 'password'?")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[connections.gsheets]\nspreadsheet = \"https://docs.example.com/1\"\ntype = \"service_account\"",
                "[connections.gsheets]\nspreadsheet = \"https://docs.example.com/1\"",
                "[connections.supabase]\nSUPABASE_URL = \"https://x.example.com\"\nSUPABASE_KEY = \"k\"",
                "[connections.s3]\nkey = \"a\"\nsecret = \"b\"",
                "[connections.mongo]\nurl = \"mongodb://localhost\"",
                "[connections.own]\ntype = \"my_package.MyConnection\"\nurl = \"xyz\"",
            })
    void sectionsOfOtherTypesAreWarnings(String section, CapturedOutput output) throws IOException {
        try (ConfigurableApplicationContext context =
                run("[connections.pets]\nurl = \"jdbc:h2:mem:\"\n" + section + "\n")) {
            assertThat(context.getBean(Connections.class).names()).containsExactly("pets");
        }
        assertThat(output).contains("is skipped").contains("secrets.toml");
    }

    @Test
    void mapsTheKeysOfSnowflakesConnector() throws IOException {
        Map<String, String> settings = settings(
                """
                [connections.warehouse]
                type = "streamlit.connections.SnowflakeConnection"
                account = "xy12345"
                user = "scott"
                host = "localhost"
                port = 8085
                protocol = "http"
                private_key_file = "~/key.p8"
                private_key_file_pwd = "secret"
                """,
                "warehouse");
        assertThat(settings)
                .containsEntry("type", "snowflake")
                .containsEntry("host", "localhost:8085")
                .containsEntry("properties.ssl", "off")
                .containsEntry("private-key.file", System.getProperty("user.home") + "/key.p8")
                .containsEntry("private-key.passphrase", "secret")
                .doesNotContainKeys("port", "protocol", "private_key_file", "private_key_file_pwd");
    }

    @Test
    void aSettingUnderItsOwnNameTakesPrecedence() throws IOException {
        assertThat(settings(
                        """
                        [connections.warehouse]
                        account = "xy12345"
                        private_key_file = "theirs.p8"
                        private-key.file = "ours.p8"
                        """,
                        "warehouse"))
                .containsEntry("private-key.file", "ours.p8");
    }

    @Test
    void aConnectionInTomlAndInYamlIsOne() throws IOException {
        Files.writeString(directory.resolve("secrets.toml"), "[connections.pet_db]\nusername = \"scott\"\n");
        Files.writeString(
                directory.resolve("application.yml"),
                """
                spring.config.import: secrets.toml
                connections:
                  pet-db:
                    url: "jdbc:h2:mem:"
                    username: overridden
                """);
        try (ConfigurableApplicationContext context = start("--spring.config.location=file:" + directory + "/")) {
            assertThat(context.getBean(Connections.class).names()).containsExactly("pet-db");
            assertThat(context.getBean("petDb", SqlConnection.class).query("select current_user", String.class))
                    .containsExactly("SCOTT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pa${ss}",
                "${HOME}",
                "$${a:b}",
                "#{1 + 1}",
                "a\\${b}",
                "${unclosed",
                "$",
                "\\",
                "}${{",
                "#{1}#{",
                "x#{${HOME}}"
            })
    void secretsAreLiteral(String secret) throws IOException {
        try (ConfigurableApplicationContext context =
                run("[connections.pets]\nurl = \"jdbc:h2:mem:\"\nusername = \"u\"\npassword = '" + secret + "'\n")) {
            assertThat(context.getEnvironment().getProperty("connections.pets.password"))
                    .isEqualTo(secret);
            assertThat(Binder.get(context.getEnvironment())
                            .bind("connections.pets.password", String.class)
                            .get())
                    .isEqualTo(secret);
            assertThat(context.getBean(Values.class).password()).isEqualTo(secret);
            assertThat(context.getBean(Values.class).expression()).isEqualTo("5 " + secret);
            // H2 takes the password of the first login for that of the new database
            SqlConnection pets = context.getBean(SqlConnection.class);
            assertThat(pets.query("select 1").size()).isEqualTo(1);
        }
    }

    @Test
    void placeholdersInApplicationTomlStayPlaceholders() throws IOException {
        Files.writeString(directory.resolve("application.toml"), "[connections.pets]\nurl = \"jdbc:h2:mem:${name}\"\n");
        try (ConfigurableApplicationContext context =
                start("--spring.config.location=file:" + directory + "/", "--name=filled")) {
            assertThat(context.getEnvironment().getProperty("connections.pets.url"))
                    .isEqualTo("jdbc:h2:mem:filled");
            assertThat(context.getBean(SqlConnection.class).query("select 1").size())
                    .isEqualTo(1);
        }
    }

    @Test
    void namesWithSpacesHaveDashes() throws IOException {
        try (ConfigurableApplicationContext context = run("[connections.\"My Pets\"]\nurl = \"jdbc:h2:mem:\"\n")) {
            assertThat(context.getBean(Connections.class).names()).containsExactly("My-Pets");
            assertThat(context.getBean("myPets", SqlConnection.class)
                            .query("select 1")
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void namesWithOtherLettersNeedNoQuotes() throws IOException {
        try (ConfigurableApplicationContext context = run("[connections.größe]\nurl = \"jdbc:h2:mem:\"\n")) {
            assertThat(context.getBean(SqlConnection.class).query("select 1").size())
                    .isEqualTo(1);
        }
    }

    private Map<String, String> settings(String toml, String connection) throws IOException {
        Path file = Files.writeString(directory.resolve("secrets.toml"), toml);
        SpringApplication application = new SpringApplication(Plain.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run("--spring.config.import=file:" + file)) {
            return Binder.get(context.getEnvironment())
                    .bind("connections." + connection, Bindable.mapOf(String.class, String.class))
                    .get();
        }
    }

    private ConfigurableApplicationContext run(String toml) throws IOException {
        return start("--spring.config.import=file:" + Files.writeString(directory.resolve("secrets.toml"), toml));
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SqlConnectionAutoConfiguration.class,
        SnowflakeConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class
    })
    static class Application {

        @Bean
        @ConditionalOnProperty("connections.pets.password")
        Values values(
                @Value("${connections.pets.password}") String password,
                @Value("#{2 + 3} ${connections.pets.password}") String expression) {
            return new Values(password, expression);
        }
    }

    record Values(String password, String expression) {}

    @Configuration(proxyBeanMethods = false)
    static class Plain {}
}
