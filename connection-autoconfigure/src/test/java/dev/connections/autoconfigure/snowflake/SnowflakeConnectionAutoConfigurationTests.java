package dev.connections.autoconfigure.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.snowflake.QueryTagConvention;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.snowflake.SnowparkSession;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.testing.snowflake.RequestKind;
import dev.connections.testing.snowflake.SnowflakeServer;
import dev.connections.testing.snowflake.TestDriver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JsonNode;

/** Connections of the type {@code snowflake}, by the real driver. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SnowflakeConnectionAutoConfigurationTests {

    private final SnowflakeServer server = SnowflakeServer.start();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    SqlConnectionAutoConfiguration.class,
                    SnowflakeConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.defaults.snowflake.properties.ssl=off", "connections.defaults.pool.minimum-idle=0");

    private final ApplicationContextRunner warehouse = runner.withPropertyValues(
            "connections.warehouse.type=snowflake",
            "connections.warehouse.account=TESTACCOUNT",
            "connections.warehouse.host=127.0.0.1:" + server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void queriesAnAccount() {
        warehouse
                .withPropertyValues(
                        "connections.warehouse.user=SCOTT",
                        "connections.warehouse.password=" + SnowflakeServer.PASSWORD,
                        "connections.warehouse.role=ANALYST",
                        "connections.warehouse.warehouse=WH",
                        "connections.warehouse.database=SALES",
                        "connections.warehouse.schema=PUBLIC",
                        "connections.warehouse.timezone=Europe/Berlin",
                        "connections.warehouse.query-tag=nightly",
                        "connections.warehouse.session-parameters[STATEMENT_TIMEOUT_IN_SECONDS]=60")
                .run(context -> {
                    SnowflakeConnection connection = context.getBean(SnowflakeConnection.class);
                    assertThat(connection.type()).isEqualTo("snowflake");
                    assertThat(connection.dialect()).isEqualTo(SqlDialect.SNOWFLAKE);
                    assertThat(connection
                                    .query("select current_role() r, current_warehouse() w, current_database() d")
                                    .toMaps())
                            .containsExactly(Map.of("r", "ANALYST", "w", "WH", "d", "SALES"));
                    assertThat(connection.unwrap(HikariDataSource.class)).isNotNull();
                    assertThat(sessionId(connection)).isNotBlank();
                    assertThat(context.getBean(SqlConnection.class)).isSameAs(connection);
                    JsonNode parameters = server.lastLogin().path("SESSION_PARAMETERS");
                    assertThat(parameters.path("TIMEZONE").asString()).isEqualTo("Europe/Berlin");
                    assertThat(parameters.path("QUERY_TAG").asString()).isEqualTo("nightly");
                    assertThat(parameters.path("STATEMENT_TIMEOUT_IN_SECONDS").asString())
                            .isEqualTo("60");
                    assertThat(parameters.path("JDBC_QUERY_RESULT_FORMAT").asString())
                            .isEqualTo("JSON");
                });
    }

    @Test
    void warnsOfParametersThatTheDriverDoesNotList(CapturedOutput output) {
        runner.withPropertyValues(
                        "connections.warehouse.start=lazy",
                        "connections.warehouse.url=jdbc:snowflake://127.0.0.1:" + server.port()
                                + "/?account=TESTACCOUNT&wharehouse=geheim&role=ANALYST&db=SALES&QUERY_TAG=nightly")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output.getAll().lines().filter(line -> line.contains("has the parameter")))
                            .singleElement()
                            .asString()
                            .contains("'warehouse'", "'url'", "'wharehouse'")
                            .doesNotContain("geheim");
                });
    }

    /** As fakesnow has one. */
    @Test
    void queriesALocalAccountOverPlainHttp() {
        ApplicationContextRunner plain = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SnowflakeConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
                .withPropertyValues(
                        "connections.warehouse.type=snowflake",
                        "connections.warehouse.account=TESTACCOUNT",
                        "connections.warehouse.user=SCOTT",
                        "connections.warehouse.password=" + SnowflakeServer.PASSWORD);
        for (String address : List.of(
                "url=http://127.0.0.1:" + server.port(),
                "url=snowflake://127.0.0.1:" + server.port() + "/?protocol=http",
                "host=http://127.0.0.1:" + server.port())) {
            plain.withPropertyValues("connections.warehouse." + address)
                    .run(context -> assertThat(context.getBean(SnowflakeConnection.class)
                                    .sql("select current_user()")
                                    .value(String.class))
                            .isEqualTo("SCOTT"));
        }
    }

    @Test
    void tagsStatementsAsFarAsItIsWanted() {
        ApplicationContextRunner scott = warehouse.withPropertyValues(
                "connections.warehouse.user=SCOTT",
                "connections.warehouse.password=" + SnowflakeServer.PASSWORD,
                "connections.warehouse.query-tag=nightly");
        scott.run(context -> context.getBean(SnowflakeConnection.class).query("select 1"));
        assertThat(server.tagOf("select 1")).isEqualTo("{\"tag\":\"nightly\",\"connection\":\"warehouse\"}");
        scott.withPropertyValues("connections.warehouse.tag-queries=false")
                .run(context -> context.getBean(SnowflakeConnection.class).query("select 2"));
        assertThat(server.tagOf("select 2")).isEqualTo("nightly");
        scott.withBean(QueryTagConvention.class, () -> (connection, tag) -> connection + " " + tag)
                .run(context -> context.getBean(SnowflakeConnection.class).query("select 3"));
        assertThat(server.tagOf("select 3")).isEqualTo("warehouse nightly");
    }

    @Test
    @Tag("snowpark")
    void snowparkHasTheSameSettings() {
        warehouse
                .withPropertyValues(
                        "connections.warehouse.user=SCOTT",
                        "connections.warehouse.password=" + SnowflakeServer.PASSWORD,
                        "connections.warehouse.role=ANALYST",
                        "connections.warehouse.warehouse=WH",
                        "connections.warehouse.database=SALES",
                        "connections.warehouse.schema=PUBLIC",
                        "connections.warehouse.timezone=Europe/Berlin",
                        "connections.warehouse.query-tag=nightly")
                .run(context -> {
                    SnowparkSession session =
                            context.getBean(SnowflakeConnection.class).session();
                    assertThat(new JdbcTemplate(new SingleConnectionDataSource(session.jdbcConnection(), true))
                                    .queryForMap("select current_user() u, current_role() r, current_warehouse() w,"
                                            + " current_database() d"))
                            .containsExactly(
                                    entry("U", "SCOTT"), entry("R", "ANALYST"), entry("W", "WH"), entry("D", "SALES"));
                    assertThat(session.getDefaultDatabase()).contains("\"SALES\"");
                    JsonNode login = server.lastLogin();
                    assertThat(login.path("CLIENT_APP_ID").asString()).isEqualTo("Snowpark");
                    assertThat(login.path("SESSION_PARAMETERS").path("TIMEZONE").asString())
                            .isEqualTo("Europe/Berlin");
                    assertThat(login.path("SESSION_PARAMETERS")
                                    .path("QUERY_TAG")
                                    .asString())
                            .isEqualTo("nightly");
                });
        assertThat(server.sessions()).isZero();
    }

    /** By name: the generations of the driver call its interface differently. */
    private static String sessionId(SnowflakeConnection connection) throws ClassNotFoundException {
        Class<?> type = Class.forName(
                TestDriver.isOld()
                        ? "net.snowflake.client.jdbc.SnowflakeConnection"
                        : "net.snowflake.client.api.connection.SnowflakeConnection");
        Object unwrapped = connection.unwrap(type);
        return String.valueOf(
                ReflectionUtils.invokeMethod(ReflectionUtils.findMethod(type, "getSessionID"), unwrapped));
    }

    @Test
    void tellsOfTheFlagForTheFasterFormatOnce(CapturedOutput output) {
        ((Logger) LoggerFactory.getLogger(ResultFormat.class)).setLevel(Level.INFO);
        ResultFormat format = new ResultFormat();
        format.tell();
        format.tell();
        assertThat(output).containsOnlyOnce("--add-opens=java.base/java.nio=ALL-UNNAMED");
    }

    @Test
    void takesUrlsOfBothKinds() {
        for (String url : new String[] {
            "jdbc:snowflake://127.0.0.1:" + server.port()
                    + "/?account=TESTACCOUNT&user=SCOTT&password=t1ger!Secret&db=SALES" + "&warehouse=WH",
            "snowflake://SCOTT:t1ger!Secret@127.0.0.1:" + server.port()
                    + "/SALES/PUBLIC?account=TESTACCOUNT&warehouse=WH"
        }) {
            runner.withPropertyValues("connections.warehouse.url=" + url).run(context -> {
                SnowflakeConnection connection = context.getBean(SnowflakeConnection.class);
                assertThat(connection
                                .query("select current_warehouse() w, current_database() d")
                                .toMaps())
                        .containsExactly(Map.of("w", "WH", "d", "SALES"));
            });
        }
    }

    @Test
    void refusesWhatAServerCannotDo() {
        warehouse
                .withPropertyValues("connections.warehouse.authenticator=externalbrowser")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("connections.warehouse.authenticator")
                        .hasMessageContaining("opens a browser")
                        .hasMessageContaining("key pair"));
    }

    @Test
    void tellsEverythingThatIsWrong() {
        runner.withPropertyValues(
                        "connections.warehouse.type=snowflake",
                        "connections.warehouse.authenticator=jwt",
                        "connections.warehouse.private-key.pem=nonsense",
                        "connections.warehouse.pool.maximum-size=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("warehouse.account is missing")
                        .hasMessageContaining("snowflake_jwt")
                        .hasMessageContaining("is not in PEM")
                        .hasMessageContaining("at least 1"));
    }

    @Test
    void namesTheDriverThatIsMissingAndLoadsNothingOfIt() {
        warehouse.withClassLoader(new FilteredClassLoader("net.snowflake")).run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("connections.warehouse")
                .hasMessageContaining("net.snowflake:snowflake-jdbc"));
        runner.withClassLoader(new FilteredClassLoader("net.snowflake"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void isRefusedWithWrongCredentials() {
        warehouse
                .withPropertyValues(
                        "connections.warehouse.user=SCOTT",
                        "connections.warehouse.password=wrong",
                        "connections.warehouse.start=required")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("refused the credentials of user 'SCOTT'")
                        .hasStackTraceContaining("warehouse"));
        assertThat(server.count(RequestKind.LOGIN)).isEqualTo(1);
    }

    @Test
    void logsInByTokenOfTheConfiguration() {
        server.account().token("oauth-token", Instant.now().plusSeconds(60));
        warehouse
                .withPropertyValues(
                        "connections.warehouse.user=SCOTT",
                        "connections.warehouse.authenticator=oauth",
                        "connections.warehouse.token=oauth-token")
                .run(context -> assertThat(context.getBean(SqlConnection.class)
                                .sql("select current_user()")
                                .value(String.class))
                        .isEqualTo("SCOTT"));
        assertThat(server.lastLogin().path("AUTHENTICATOR").asString()).isEqualTo("OAUTH");
    }

    @Test
    void logsInByTokenOfAProvider() {
        server.account().token("pat", Instant.now().plusSeconds(60));
        warehouse
                .withUserConfiguration(AccessToken.class)
                .withPropertyValues("connections.warehouse.authenticator=programmatic_access_token")
                .run(context -> assertThat(context.getBean(SqlConnection.class)
                                .sql("select 1")
                                .value(Integer.class))
                        .isEqualTo(1));
        assertThat(server.lastLogin().path("AUTHENTICATOR").asString()).isEqualTo("PROGRAMMATIC_ACCESS_TOKEN");
    }

    @Configuration(proxyBeanMethods = false)
    static class AccessToken {

        @Bean
        CredentialsProvider warehouseCredentialsProvider() {
            return () -> Credentials.of("SCOTT", "pat").expiringAt(Instant.now().plusSeconds(60));
        }
    }

    @Test
    void worksWithWhatIsMadeForDataSources() {
        warehouse
                .withPropertyValues(
                        "connections.warehouse.user=SCOTT",
                        "connections.warehouse.password=" + SnowflakeServer.PASSWORD)
                .run(context -> {
                    SnowflakeConnection connection = context.getBean(SnowflakeConnection.class);
                    assertThat(new JdbcTemplate(connection.dataSource()).queryForObject("select 42", Integer.class))
                            .isEqualTo(42);
                    Connections connections = context.getBean(Connections.class);
                    assertThat(connections.states().values()).containsExactly(ConnectionState.UP);
                });
        assertThat(server.sessions()).isZero();
    }
}
