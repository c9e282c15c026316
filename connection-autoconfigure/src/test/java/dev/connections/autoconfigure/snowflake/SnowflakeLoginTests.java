package dev.connections.autoconfigure.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.CurrentLogins;
import dev.connections.login.LoginContext;
import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.LoginRequiredException;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.login.form.LoginField;
import dev.connections.snowflake.SnowflakeConnection;
import dev.connections.snowflake.SnowparkSession;
import dev.connections.testing.FixedLogins;
import dev.connections.testing.snowflake.RequestKind;
import dev.connections.testing.snowflake.SnowflakeServer;
import dev.connections.testing.snowflake.TestDriver;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A login for each user. */
@Timeout(60)
class SnowflakeLoginTests {

    private final SnowflakeServer server = SnowflakeServer.start();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SnowflakeConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
            .withPropertyValues(
                    "connections.warehouse.type=snowflake",
                    "connections.warehouse.host=127.0.0.1:" + server.port(),
                    "connections.warehouse.properties.ssl=off",
                    "connections.warehouse.login.title=Snowflake Login",
                    "connections.warehouse.login.options.account=TESTACCOUNT",
                    "connections.warehouse.login.options.warehouse=PROJECT_WH");

    @AfterEach
    void close() {
        LoginContext.set(null);
        server.close();
    }

    @Test
    void hasTheFormOfSnowflake() {
        runner.run(context -> assertThat(target(context.getBean(LoginConnections.class))
                        .logins()
                        .form()
                        .fields())
                .containsExactly(
                        new LoginField("user", "", true),
                        new LoginField("password", "", false),
                        new LoginField("database", "", true)));
    }

    @Test
    void eachUserSeesTheirOwnSession() {
        server.account().password("ALICE", "in wonderland");
        runner.run(context -> {
            LoginTarget target = target(context.getBean(LoginConnections.class));
            SnowflakeConnection warehouse = context.getBean(SnowflakeConnection.class);
            assertThatThrownBy(() -> warehouse.query("select 1")).isInstanceOf(LoginRequiredException.class);
            CurrentLogins alice = logIn(target, "ALICE", "in wonderland", "WONDERLAND");
            CurrentLogins scott = logIn(target, "SCOTT", SnowflakeServer.PASSWORD, "PROJECT_DB");
            LoginContext.set(alice);
            assertThat(whoAmI(warehouse)).isEqualTo(Map.of("u", "ALICE", "d", "WONDERLAND", "w", "PROJECT_WH"));
            LoginContext.set(scott);
            assertThat(whoAmI(warehouse)).isEqualTo(Map.of("u", "SCOTT", "d", "PROJECT_DB", "w", "PROJECT_WH"));
            assertThat(warehouse.unwrap(HikariDataSource.class).getMaximumPoolSize())
                    .isOne();
        });
        // Snowpark's session is opened at the same time, where it is there
        assertThat(server.count(RequestKind.LOGIN)).isEqualTo(TestDriver.isOld() ? 4 : 2);
    }

    /** Its credentials are forgotten by the time that anybody asks for Snowpark. */
    @Test
    @Tag("snowpark")
    void eachUserHasASnowparkSessionOfTheirOwn() {
        server.account().password("ALICE", "in wonderland");
        runner.run(context -> {
            LoginTarget target = target(context.getBean(LoginConnections.class));
            SnowparkSession session = context.getBean(SnowflakeConnection.class).session();
            CurrentLogins alice = logIn(target, "ALICE", "in wonderland", "WONDERLAND");
            CurrentLogins scott = logIn(target, "SCOTT", SnowflakeServer.PASSWORD, "PROJECT_DB");
            assertThatThrownBy(session::getCurrentDatabase).isInstanceOf(LoginRequiredException.class);
            LoginContext.set(alice);
            assertThat(session.getCurrentDatabase()).contains("\"WONDERLAND\"");
            LoginContext.set(scott);
            assertThat(session.getCurrentDatabase()).contains("\"PROJECT_DB\"");
        });
        assertThat(server.count(RequestKind.LOGIN)).isEqualTo(4);
        assertThat(server.sessions()).isZero();
    }

    @Test
    void aWrongPasswordIsTold() {
        runner.run(context -> assertThatThrownBy(
                        () -> logIn(target(context.getBean(LoginConnections.class)), "ALICE", "wrong", "X"))
                .isInstanceOfSatisfying(LoginFailedException.class, ex -> assertThat(ex.failure())
                        .isEqualTo(LoginFailure.REFUSED)));
    }

    private static Map<String, Object> whoAmI(SnowflakeConnection warehouse) {
        return warehouse
                .query("select current_user() u, current_database() d, current_warehouse() w")
                .toMaps()
                .get(0);
    }

    private static LoginTarget target(LoginConnections logins) {
        return logins.target("warehouse");
    }

    private static CurrentLogins logIn(LoginTarget target, String user, String password, String database) {
        LoginId id = LoginId.random();
        Map<String, char[]> entered = new HashMap<>();
        entered.put("user", user.toCharArray());
        entered.put("password", password.toCharArray());
        entered.put("database", database.toCharArray());
        target.logins().open(new LoginRequest(id, entered, "127.0.0.1", null));
        return new FixedLogins(id);
    }
}
