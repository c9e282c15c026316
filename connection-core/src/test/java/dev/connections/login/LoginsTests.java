package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.sql.HikariConnectionFactory;
import dev.connections.sql.PoolSettings;
import dev.connections.sql.Rows;
import dev.connections.sql.SqlAddress;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlDialect;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.SqlSettings;
import dev.connections.sql.SupervisedSqlConnection;
import dev.connections.supervision.SupervisionSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsTests {

    private static final String URL = "jdbc:h2:mem:logins";

    private Connection owner;

    private Logins<DataSource> logins;

    private SqlConnection warehouse;

    @BeforeEach
    void prepare() throws Exception {
        owner = DriverManager.getConnection(URL, "admin", "secret");
        try (Statement statement = owner.createStatement()) {
            statement.execute("create user alice password 'in wonderland'");
            statement.execute("create user bob password 'the builder'");
            statement.execute("create view me as select current_user as name");
            statement.execute("grant select on me to public");
        }
        HikariConnectionFactory factory = new HikariConnectionFactory(
                new ConnectionName("warehouse"), SqlAddress.of(URL).target(), settings());
        logins = new Logins<>(
                new ConnectionName("warehouse"),
                "sql",
                new LoginForm(
                        "warehouse", List.of(new LoginField("user", "", true), new LoginField("password", "", false))),
                settings -> factory,
                SupervisionSettings.defaults(),
                LoginSettings.defaults(),
                new QueryCache("warehouse", CacheSettings.defaults()));
        warehouse = new SupervisedSqlConnection(new LoginConnection<>(logins), SqlDialect.H2, SqlOptions.defaults());
    }

    private static SqlSettings settings() {
        PoolSettings pool = new PoolSettings(
                1,
                1,
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Duration.ofMinutes(30),
                Duration.ofMinutes(2),
                Duration.ZERO,
                Duration.ofSeconds(1),
                null,
                null,
                null,
                null);
        return new SqlSettings(pool, Map.of(), false, Duration.ofSeconds(5), Duration.ofMinutes(1), null, null);
    }

    @AfterEach
    void close() throws Exception {
        LoginContext.set(null);
        logins.close();
        owner.close();
    }

    @Test
    void eachUserSeesTheirOwnConnection() {
        LoginId alice = logIn("alice", "in wonderland");
        LoginId bob = logIn("bob", "the builder");
        assertThat(as(alice, "select name from me")).isEqualTo("ALICE");
        assertThat(as(bob, "select name from me")).isEqualTo("BOB");
        assertThat(logins.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void nobodyWhoIsNotLoggedInGetsAnything() {
        assertThatThrownBy(() -> warehouse.query("select 1"))
                .isInstanceOf(LoginRequiredException.class)
                .hasMessageContaining("'warehouse'");
        assertThatThrownBy(() -> warehouse.jdbcClient().sql("select 1").query().singleValue())
                .isInstanceOf(LoginRequiredException.class);
        assertThatThrownBy(() -> warehouse.transaction(tx -> tx.update("select 1")))
                .isInstanceOf(LoginRequiredException.class);
    }

    @Test
    void afterLogoutNothingIsServedNotEvenFromTheCache() {
        LoginId alice = logIn("alice", "in wonderland");
        LoginContext.set(new FixedLogins(alice));
        Rows first = warehouse.query("select name from me", Duration.ofHours(1));
        assertThat(warehouse.query("select name from me", Duration.ofHours(1))).isSameAs(first);
        logins.close(alice);
        assertThatThrownBy(() -> warehouse.query("select name from me", Duration.ofHours(1)))
                .isInstanceOf(LoginRequiredException.class);
        assertThat(logins.cache().statistics().entries()).isZero();
    }

    @Test
    void wrongPasswordsAreRefused() {
        assertThatThrownBy(() -> logIn("alice", "in the mirror"))
                .isInstanceOfSatisfying(LoginFailedException.class, ex -> assertThat(ex.failure())
                        .isEqualTo(LoginFailure.REFUSED))
                .hasNoCause();
    }

    @Test
    void whatWasEnteredIsOverwritten() {
        Map<String, char[]> entered = entered("alice", "in wonderland");
        char[] secret = entered.get("password");
        logins.open(new LoginRequest(LoginId.random(), entered, "127.0.0.1", null));
        assertThat(secret).containsOnly('\0');
    }

    private String as(LoginId id, String sql) {
        LoginContext.set(new FixedLogins(id));
        try {
            return warehouse.sql(sql).value(String.class);
        } finally {
            LoginContext.set(null);
        }
    }

    private LoginId logIn(String user, String password) {
        LoginId id = LoginId.random();
        logins.open(new LoginRequest(id, entered(user, password), "127.0.0.1", null));
        return id;
    }

    private static Map<String, char[]> entered(String user, String password) {
        return new HashMap<>(Map.of("user", user.toCharArray(), "password", password.toCharArray()));
    }
}
