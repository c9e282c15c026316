package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
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

    @ParameterizedTest
    @ValueSource(strings = {"SPRING_CONNECTIONS_PET_DB_URL", "CONNECTION_PETDB_URL"})
    @ExtendWith(OutputCaptureExtension.class)
    void aMisspelledRootIsLogged(String variable, CapturedOutput output) {
        withVariables(Map.of(variable, "jdbc:h2:mem:", "CONNECTION_URL", "x", "CONNECTION_STRING", "y"))
                .run(context ->
                        assertThat(context.getBean(Connections.class).names()).isEmpty());
        assertThat(output)
                .contains("\"" + variable + "\" from property source \"test-systemEnvironment\" has no effect")
                .contains("Write CONNECTIONS_PETDB_URL.")
                .doesNotContain("CONNECTION_STRING")
                .doesNotContain("CONNECTION_URL");
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

    @ParameterizedTest
    @ValueSource(strings = {"PETDB", "PET_DB", "PET_SHOP_DB", "A_B_C_D_E"})
    void aDialectOrATypeMakesAConnection(String name) {
        withVariables(Map.of(
                        "CONNECTIONS_" + name + "_DIALECT", "h2",
                        "CONNECTIONS_" + name + "_DATABASE", "mem:variables"))
                .run(context ->
                        assertThat(rows(context.getBean(SqlConnection.class))).isEqualTo(1));
        withVariables(Map.of(
                        "CONNECTIONS_" + name + "_TYPE", "sql",
                        "CONNECTIONS_" + name + "_DIALECT", "h2",
                        "CONNECTIONS_" + name + "_DATABASE", "mem:variables"))
                .run(context ->
                        assertThat(rows(context.getBean(SqlConnection.class))).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTIONS_URL, CONNECTIONS_PETDB_URL",
        "CONNECTIONS_PASSWORD, CONNECTIONS_PETDB_PASSWORD",
        "CONNECTIONS_ORDERS_USERNAME, CONNECTIONS_ORDERS_URL",
        "CONNECTIONS_ORDER_DB_POOL_MAXIMUM_SIZE, CONNECTIONS_ORDERDB_URL",
        "CONNECTIONS_ORDER_DB_TYPE, CONNECTIONS_ORDERDB_URL",
    })
    @ExtendWith(OutputCaptureExtension.class)
    void aVariableWithoutAConnectionIsNamedInTheLog(String variable, String remedy, CapturedOutput output) {
        withVariables(Map.of(variable, "none"))
                .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:")
                .run(context -> {
                    assertThat(context.getBean(Connections.class).names()).containsExactly("pet-db");
                    assertThat(output).contains(variable + "\"").contains(remedy);
                });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void kubernetesIsNotNamedInTheLog(CapturedOutput output) {
        for (String service : List.of("connections", "connections-pet-db", "connections-host", "connections-url")) {
            withVariables(kubernetes(service)).run(context -> assertThat(
                            context.getBean(Connections.class).names())
                    .isEmpty());
        }
        assertThat(output).doesNotContain("WARN");
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of(List.of("--connections.pet-db.url=jdbc:h2:mem:"), Map.of()),
                Arguments.of(List.of("--connections[pet-db].url=jdbc:h2:mem:"), Map.of()),
                Arguments.of(
                        List.of("--connections[pet-db].url=jdbc:h2:mem:", "--connections.pet-db.pool.maximum-size=2"),
                        Map.of()),
                Arguments.of(List.of("--connections.petDb.url=jdbc:h2:mem:"), Map.of()),
                Arguments.of(
                        List.of("--spring.application.json={\"connections\": {\"pet-db\": {\"url\":"
                                + " \"jdbc:h2:mem:\"}}}"),
                        Map.of()),
                Arguments.of(
                        List.of(), Map.of("SPRING_APPLICATION_JSON", "{\"connections.pet-db.url\": \"jdbc:h2:mem:\"}")),
                Arguments.of(List.of(), Map.of("CONNECTIONS_PET-DB_URL", "jdbc:h2:mem:")),
                Arguments.of(List.of(), Map.of("connections_petdb_url", "jdbc:h2:mem:")),
                Arguments.of(List.of(), Map.of("connections.pet-db.url", "jdbc:h2:mem:")));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void eachSourceOfSpringBoot(List<String> arguments, Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment);
        try (ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new))) {
            assertThat(rows(context.getBean(Connections.class).get("pet-db", SqlConnection.class)))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "çiçek-db", "база", "数据"})
    void namesWithOtherLetters(String name) {
        for (String element : List.of("." + name, "[" + name + "]")) {
            runner.withPropertyValues(
                            "connections" + element + ".url=jdbc:h2:mem:",
                            "connections" + element + ".pool.maximum-size=3",
                            "connections.pet-db.url=jdbc:h2:mem:")
                    .run(context -> {
                        SqlConnection connection =
                                context.getBean(Connections.class).get(name, SqlConnection.class);
                        assertThat(connection.name()).isEqualTo(name);
                        assertThat(connection.unwrap(HikariDataSource.class).getMaximumPoolSize())
                                .isEqualTo(3);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connections.pet-db", "connections[pet-db]"})
    void keysOfAMapWithDots(String prefix) {
        runner.withPropertyValues(prefix + ".url=jdbc:duckdb:", prefix + ".properties[a.b]=1")
                .run(context -> assertThatThrownBy(() -> rows(context.getBean(SqlConnection.class)))
                        .hasStackTraceContaining("a.b"));
    }

    @Test
    void severalNamesWithOtherLetters() {
        runner.withPropertyValues("connections.база.url=jdbc:h2:mem:", "connections.склад.url=jdbc:h2:mem:")
                .run(context -> assertThat(context.getBean(Connections.class).names())
                        .containsExactlyInAnyOrder("база", "склад"));
    }

    @Test
    void namesWithOtherLettersOpenAtRunTime() {
        runner.run(context -> {
            SqlConnection connection = context.getBean(Connections.class)
                    .open("größe", SqlConnection.class, Map.of("url", "jdbc:h2:mem:"));
            assertThat(rows(connection)).isEqualTo(1);
        });
    }

    private static int rows(SqlConnection connection) {
        return connection.query("select 1").size();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class})
    static class Application {}

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
