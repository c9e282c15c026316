package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionState;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.FixedLogins;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsTests {

    private static final String URL = "jdbc:h2:mem:logins";

    private Connection owner;

    private SqlLogins scene;

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
        scene = new SqlLogins(URL);
        logins = scene.logins;
        warehouse = scene.warehouse;
    }

    @AfterEach
    void close() throws Exception {
        LoginContext.set(null);
        scene.close();
        owner.close();
    }

    @Test
    void eachUserSeesTheirOwnConnection() throws Exception {
        FixedLogins alice = scene.logIn("alice", "in wonderland");
        FixedLogins bob = scene.logIn("bob", "the builder");
        assertThat(scene.read(alice, "select name from me")).isEqualTo("ALICE");
        assertThat(scene.read(bob, "select name from me")).isEqualTo("BOB");
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
        FixedLogins alice = scene.logIn("alice", "in wonderland");
        LoginContext.set(alice);
        Rows first = warehouse.query("select name from me", Duration.ofHours(1));
        assertThat(warehouse.query("select name from me", Duration.ofHours(1))).isSameAs(first);
        logins.close(alice.id());
        assertThatThrownBy(() -> warehouse.query("select name from me", Duration.ofHours(1)))
                .isInstanceOf(LoginRequiredException.class);
        assertThat(logins.cache().statistics().entries()).isZero();
    }

    @Test
    void wrongPasswordsAreRefused() {
        assertThatThrownBy(() -> scene.logIn("alice", "in the mirror"))
                .isInstanceOfSatisfying(LoginFailedException.class, ex -> assertThat(ex.failure())
                        .isEqualTo(LoginFailure.REFUSED))
                .hasNoCause();
    }

    @Test
    void whatWasEnteredIsOverwritten() {
        Map<String, char[]> entered = LoginScene.entered("alice", "in wonderland");
        char[] secret = entered.get("password");
        logins.open(new LoginRequest(LoginId.random(), entered, "127.0.0.1", null));
        assertThat(secret).containsOnly('\0');
    }

    @Test
    void nothingIsLeftOfALoginByThreadsThatUsedIt() throws Exception {
        FixedLogins alice = scene.logIn("alice", "in wonderland");
        assertThat(scene.read(alice, "select name from me")).isEqualTo("ALICE");
        Callable<HikariDataSource> unwrapping = () -> warehouse.unwrap(HikariDataSource.class);
        WeakReference<HikariDataSource> pool = new WeakReference<>(alice.call(unwrapping));
        logins.close(alice.id());
        // garbage collections would hold up the thread that closes it
        logins.suspend();
        LoginScene.until(() -> {
            System.gc();
            return pool.get() == null;
        });
    }
}
