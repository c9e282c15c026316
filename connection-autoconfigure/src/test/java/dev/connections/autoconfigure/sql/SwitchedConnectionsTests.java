package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.Connections;
import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.sql.SqlConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Connections that are switched on, off and over by the settings alone. */
class SwitchedConnectionsTests {

    @TempDir
    private Path folder;

    @Test
    void aDisabledConnectionIsNotThere() throws Exception {
        String yaml =
                """
                connections:
                  pet-db:
                    url: jdbc:h2:mem:switched-pets
                  orders:
                    enabled: false
                    url: postgresql://is.not.looked.at
                    no-key: of any connection
                """;
        try (ConfigurableApplicationContext context = start(yaml)) {
            Connections connections = context.getBean(Connections.class);
            assertThat(connections.names()).containsExactly("pet-db");
            assertThat(context.getBeanNamesForType(SqlConnection.class)).containsExactly("petDb");
            assertThat(context.containsBean("orders")).isFalse();
            assertThat(context.containsBean("ordersDataSource")).isFalse();
            assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("petDbDataSource"));
            assertThatExceptionOfType(UnknownConnectionException.class).isThrownBy(() -> connections.get("orders"));
        }
    }

    @Test
    void withEveryConnectionDisabledBootHasItsOwnDataSource() throws Exception {
        try (ConfigurableApplicationContext context =
                start("connections: { pet-db: { url: 'jdbc:h2:mem:switched-pets', enabled: false } }")) {
            assertThat(context.getBeanNamesForType(SqlConnection.class)).isEmpty();
            assertThat(context.getBeanNamesForType(DataSource.class)).containsExactly("dataSource");
        }
    }

    @Test
    void aConnectionIsEnabledThoughTheDefaultIsNot() throws Exception {
        String yaml =
                """
                connections:
                  defaults.enabled: ${CONNECTED:false}
                  pet-db: { url: 'jdbc:h2:mem:switched-pets' }
                  orders: { url: 'jdbc:h2:mem:switched-orders', enabled: true }
                """;
        try (ConfigurableApplicationContext context = start(yaml)) {
            assertThat(context.getBean(Connections.class).names()).containsExactly("orders");
        }
        try (ConfigurableApplicationContext context = start(yaml, "--CONNECTED=true")) {
            assertThat(context.getBean(Connections.class).names()).containsExactly("pet-db", "orders");
        }
    }

    @Test
    void aDisabledConnectionCannotBeOpenedAtRunTime() throws Exception {
        try (ConfigurableApplicationContext context = start("spring.application.name: test")) {
            assertThatExceptionOfType(InvalidConnectionsException.class)
                    .isThrownBy(() -> context.getBean(Connections.class)
                            .open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:adhoc", "enabled", false)))
                    .withMessageContaining("connections.adhoc.enabled is false");
        }
    }

    @Test
    void aPlaceholderSwitchesTheTarget() throws Exception {
        String yaml = "connections: { pet-db: { url: '${PETS_URL:jdbc:h2:mem:switched-here}' } }";
        assertThat(database(yaml)).isEqualTo("SWITCHED-HERE");
        assertThat(database(yaml, "--PETS_URL=jdbc:h2:mem:switched-there")).isEqualTo("SWITCHED-THERE");
        assertThat(database(yaml, "--PETS_URL=h2:///mem:switched-short")).isEqualTo("SWITCHED-SHORT");
    }

    @Test
    void aPlaceholderNamesTheStage() throws Exception {
        String yaml =
                """
                stages:
                  test: jdbc:h2:mem:switched-test
                  live: jdbc:h2:mem:switched-live
                connections:
                  pet-db:
                    url: ${stages.${STAGE:test}}
                """;
        assertThat(database(yaml)).isEqualTo("SWITCHED-TEST");
        assertThat(database(yaml, "--STAGE=live")).isEqualTo("SWITCHED-LIVE");
        assertThatExceptionOfType(InvalidConnectionsException.class)
                .isThrownBy(() -> database(yaml, "--STAGE=lvie"))
                .withMessageContainingAll(
                        "connections.pet-db.url", "application.yml] - 6:10", "refers to '${stages.lvie}'");
    }

    @Test
    void aSecretMayLookLikeAPlaceholder() throws Exception {
        String yaml =
                "connections: { pet-db: { url: 'jdbc:h2:mem:switched-secret', username: a, password: '${SECRET}' } }";
        try (ConfigurableApplicationContext context = start(yaml, "--SECRET=ti${ger}")) {
            assertThat(context.getBean(SqlConnection.class).query("select 1").size())
                    .isEqualTo(1);
        }
    }

    @Test
    void aProfileSwitchesTheTargetFieldByField() throws Exception {
        String yaml =
                """
                connections:
                  pet-db:
                    url: jdbc:h2:mem:profile-none
                    username: scott
                ---
                spring.config.activate.on-profile: live
                connections.pet-db.url: jdbc:h2:mem:profile-${spring.profiles.active}
                """;
        assertThat(database(yaml)).isEqualTo("PROFILE-NONE");
        try (ConfigurableApplicationContext context = start(yaml, "--spring.profiles.active=live")) {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            assertThat(petDb.sql("select database()").value(String.class)).isEqualTo("PROFILE-LIVE");
            assertThat(petDb.sql("select current_user").value(String.class)).isEqualTo("SCOTT");
        }
    }

    private String database(String yaml, String... arguments) throws IOException {
        try (ConfigurableApplicationContext context = start(yaml, arguments)) {
            return context.getBean(SqlConnection.class).sql("select database()").value(String.class);
        }
    }

    private ConfigurableApplicationContext start(String yaml, String... arguments) throws IOException {
        Files.writeString(folder.resolve("application.yml"), yaml);
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("spring.config.location", folder.toUri() + "application.yml"));
        return application.run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        DataSourceAutoConfiguration.class
    })
    static class Application {}
}
