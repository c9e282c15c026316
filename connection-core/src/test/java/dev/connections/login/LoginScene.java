package dev.connections.login;

import dev.connections.ConnectionName;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.login.form.LoginField;
import dev.connections.login.form.LoginForm;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.FixedLogins;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Logins to a connection of an application's own, named vault. */
public final class LoginScene implements AutoCloseable {

    static final LoginForm FORM =
            new LoginForm("vault", List.of(new LoginField("user", "", true), new LoginField("password", "", false)));

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final PasswordServer server = new PasswordServer();

    final ManualLoginRuntime runtime = new ManualLoginRuntime();

    final SupervisionSettings supervision;

    final Logins<PasswordClient> logins;

    final LoginConnection<PasswordClient> vault;

    LoginScene() {
        this(LoginSettings.defaults());
    }

    LoginScene(LoginSettings settings) {
        this(settings, timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    LoginScene(LoginSettings settings, SupervisionSettings supervision) {
        this.supervision = supervision;
        logins = new Logins<>(
                new ConnectionName("vault"),
                "vault",
                FORM,
                factoryProvider(),
                supervision,
                settings,
                new QueryCache("vault", CacheSettings.defaults()),
                runtime);
        vault = new LoginConnection<>(logins);
    }

    LoginFactoryProvider<PasswordClient> factoryProvider() {
        return entered -> new PasswordClient.Factory(server.port());
    }

    static SupervisionSettings timeouts(Duration connectTimeout, Duration closeTimeout) {
        return SupervisionSettings.defaults().withTimeouts(connectTimeout, closeTimeout);
    }

    /** The defaults, with other counts. */
    static LoginSettings settings(int maxConnections, int maxPerUser, int maxOpenings) {
        LoginSettings defaults = LoginSettings.defaults();
        return new LoginSettings(
                maxConnections,
                maxPerUser,
                maxOpenings,
                defaults.idleTimeout(),
                defaults.failures(),
                defaults.failuresPerAddress(),
                defaults.failurePeriod(),
                defaults.refusalTime());
    }

    LoginId logIn(String user) {
        return logIn(user, null);
    }

    LoginId logIn(String user, @Nullable String principal) {
        LoginId id = LoginId.random();
        logIn(id, user, principal);
        return id;
    }

    void logIn(LoginId id, String user, @Nullable String principal) {
        logins.open(new LoginRequest(id, entered(user, PasswordServer.passwordOf(user)), "192.0.2.1", principal));
    }

    /** What becomes of an attempt; {@code null} if it succeeds. */
    @Nullable
    LoginFailure attempt(String user, String password, String address) {
        try {
            logins.open(new LoginRequest(LoginId.random(), entered(user, password), address, null));
            return null;
        } catch (LoginFailedException ex) {
            return ex.failure();
        }
    }

    public static Map<String, char[]> entered(String user, String password) {
        return new HashMap<>(Map.of("user", user.toCharArray(), "password", password.toCharArray()));
    }

    /** Who the server takes the user for. */
    String whoIs(LoginId id) throws Exception {
        return ask(id, "who am I");
    }

    String ask(LoginId id, String question) throws Exception {
        return ask(new FixedLogins(id), question);
    }

    String ask(FixedLogins user, String question) throws Exception {
        return user.call(() -> {
            String answer = vault.call(client -> client.ask(question));
            return answer;
        });
    }

    /** Waits until it is so; fails the test if that takes longer than 10 s. */
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                Assertions.fail("What was waited for did not happen within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public void close() {
        server.close();
        logins.close();
    }
}
