package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** One connection to a real server, told from each of the places where settings stand. */
@RequiresServer
class SettingsSourcesTests {

    private final TestDatabase database = TestDatabases.postgres();

    @TempDir
    private Path folder;

    @Test
    void theSecretsOfAStreamlitApplication() throws IOException {
        Path secrets = folder.resolve("secrets.toml");
        Files.writeString(
                secrets,
                """
                [connections.pet_db]
                type = "sql"
                dialect = "postgresql"
                driver = "psycopg2"
                host = "%s"
                port = %d
                database = "%s"
                username = "%s"
                password = "%s"
                query = { ApplicationName = "pets" }
                """
                        .formatted(
                                database.host(),
                                database.port(),
                                database.database(),
                                database.username(),
                                database.password()));
        assertConnected(application(), "--spring.config.import=file:" + secrets);
    }

    @Test
    void oneUrlAsSqlAlchemySpellsIt() throws IOException {
        Path secrets = folder.resolve("secrets.toml");
        Files.writeString(
                secrets,
                "connections.pet_db.url = \"postgresql+psycopg2://%s:%s@%s:%d/%s?ApplicationName=pets\""
                        .formatted(
                                database.username(),
                                database.password(),
                                database.host(),
                                database.port(),
                                database.database()));
        assertConnected(application(), "--spring.config.import=file:" + secrets);
    }

    @Test
    void aTreeOfFilesAsKubernetesMountsSecrets() throws IOException, SQLException {
        String password = "not a ${placeholder}";
        database.execute("create role mounted login password '" + password + "'");
        Path tree = Files.createDirectories(folder.resolve("connections/pet-db"));
        Files.writeString(tree.resolve("url"), database.jdbcUrl() + "?ApplicationName=pets\n");
        Files.writeString(tree.resolve("username"), "mounted\n");
        Files.writeString(tree.resolve("password"), password + "\n");
        assertConnected(application(), "--spring.config.import=configtree:" + folder + "/");
    }

    @Test
    void variablesOfTheEnvironment() {
        SpringApplication application = application();
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of(
                                "CONNECTIONS_PETDB_URL", database.jdbcUrl() + "?ApplicationName=pets",
                                "CONNECTIONS_PETDB_USERNAME", database.username(),
                                "CONNECTIONS_PETDB_PASSWORD", database.password()))));
        assertConnected(application);
    }

    private static SpringApplication application() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application;
    }

    private static void assertConnected(SpringApplication application, String... arguments) {
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            assertThat(context.getBean(SqlConnection.class)
                            .sql("show application_name")
                            .value(String.class))
                    .isEqualTo("pets");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class})
    static class Application {}
}
