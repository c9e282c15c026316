package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Connections that environment variables configure, in each form of their names. */
class EnvironmentVariablesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class));

    /** Each dash of a name is an underscore or nothing. */
    static Stream<Arguments> forms() {
        return Stream.of("pool.maximum-size", "defaults.pool.maximum-size", "defaults.sql.pool.maximum-size")
                .map(key -> key.startsWith("defaults") ? "connections." + key : "connections.pet-db." + key)
                .flatMap(property -> forms(property).stream().map(variable -> Arguments.of(property, variable)));
    }

    private static List<String> forms(String property) {
        List<String> forms = List.of("");
        for (String part : property.replace('.', '_').split("-")) {
            List<String> longer = new ArrayList<>();
            for (String form : forms) {
                longer.add(form + (form.isEmpty() ? "" : "_") + part.toUpperCase(Locale.ROOT));
                longer.add(form + part.toUpperCase(Locale.ROOT));
            }
            forms = longer.stream().distinct().toList();
        }
        return forms;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void anyFormOfAName(String property, String variable) {
        withVariables(Map.of(variable, "3"))
                .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:", "connections.pet.url=jdbc:h2:mem:")
                .run(context -> assertThat(context.getBean("petDb", SqlConnection.class)
                                .unwrap(HikariDataSource.class)
                                .getMaximumPoolSize())
                        .as(property)
                        .isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTIONS_PETDB_URL", "CONNECTIONS_PET_DB_URL"})
    void aUrlAloneMakesAConnection(String variable) {
        withVariables(Map.of(variable, "jdbc:h2:mem:")).run(context -> {
            assertThat(context.getBean(Connections.class)
                            .get("pet-db", SqlConnection.class)
                            .query("select 1")
                            .size())
                    .isEqualTo(1);
            assertThat(context.getBean(Connections.class).names()).hasSize(1);
        });
    }

    @Test
    void variablesOfOneConnectionInSeveralForms() {
        withVariables(Map.of(
                        "CONNECTIONS_PET_SHOP_DB_URL", "jdbc:h2:mem:",
                        "CONNECTIONS_PETSHOPDB_USERNAME", "scott",
                        "CONNECTIONS_PET_SHOPDB_POOL_MAXIMUM_SIZE", "4",
                        "CONNECTIONS_PET_SHOP_DB_CACHE_STALE_IF_ERROR", "1h",
                        "CONNECTIONS_PET_SHOP_DB_CACHE_TTL", "1m"))
                .run(context -> {
                    SqlConnection connection = context.getBean("petShopDb", SqlConnection.class);
                    assertThat(connection.query("select current_user", String.class))
                            .containsExactly("SCOTT");
                    assertThat(connection.unwrap(HikariDataSource.class).getMaximumPoolSize())
                            .isEqualTo(4);
                });
    }

    @Test
    void theUrlOfAnotherConnectionIsNotAKeyOfAShorterName() {
        withVariables(Map.of("CONNECTIONS_PET_DB_URL", "jdbc:h2:mem:"))
                .withPropertyValues("connections.pet.url=jdbc:h2:mem:")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasMessageContaining("CONNECTIONS_PET_DB_URL")
                        .hasMessageContaining(
                                "For the URL of a connection 'pet-db' write the variable CONNECTIONS_PETDB_URL."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connections", "connections-pet-db", "connections-api", "connections-defaults"})
    void theVariablesOfAKubernetesServiceDoNoHarm(String service) {
        withVariables(kubernetes(service))
                .withPropertyValues("connections.pet-db.dialect=h2", "connections.pet-db.database=mem:kubernetes")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Connections.class).names()).containsExactly("pet-db");
                    assertThat(context.getBean(SqlConnection.class)
                                    .query("select 1")
                                    .size())
                            .isEqualTo(1);
                });
    }

    @Test
    void otherVariablesMakeNoConnection() {
        withVariables(Map.of(
                        "CONNECTIONS_PORT", "tcp://10.0.0.1:80",
                        "CONNECTIONS_SERVICE_ACCOUNT_TYPE", "robot",
                        "CONNECTIONS_PUBLIC_BASE_URL", "none",
                        "MY_CONNECTIONS_PET_DB_URL", "jdbc:h2:mem:"))
                .withPropertyValues("connections.max.url=jdbc:h2:mem:")
                .run(context ->
                        assertThat(context.getBean(Connections.class).names()).containsExactly("max"));
    }

    private static Map<String, String> kubernetes(String service) {
        String prefix = service.replace('-', '_').toUpperCase(Locale.ROOT);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(prefix + "_SERVICE_HOST", "10.0.0.11");
        variables.put(prefix + "_SERVICE_PORT", "6379");
        variables.put(prefix + "_SERVICE_PORT_HTTP", "6379");
        variables.put(prefix + "_PORT", "tcp://10.0.0.11:6379");
        variables.put(prefix + "_PORT_6379_TCP", "tcp://10.0.0.11:6379");
        variables.put(prefix + "_PORT_6379_TCP_PROTO", "tcp");
        variables.put(prefix + "_PORT_6379_TCP_PORT", "6379");
        variables.put(prefix + "_PORT_6379_TCP_ADDR", "10.0.0.11");
        return variables;
    }

    private ApplicationContextRunner withVariables(Map<String, ?> variables) {
        return runner.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.copyOf(variables))));
    }
}
