package dev.connections.login;

import dev.connections.ConnectionName;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.login.form.LoginField;
import dev.connections.login.form.LoginForm;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.FixedLogins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Logins to a database, named warehouse. Each has a lane of its own: one physical connection. */
final class SqlLogins implements AutoCloseable {

    static final LoginForm FORM = new LoginForm(
            "warehouse", List.of(new LoginField("user", "", true), new LoginField("password", "", false)));

    private static final PoolSettings LANE = PoolSettings.DEFAULTS.withSize(1, 1);

    final Logins<DataSource> logins;

    final SqlConnection warehouse;

    SqlLogins(String url) {
        this(url, LoginSettings.defaults(), CacheSettings.defaults(), settings(Duration.ofMinutes(1)));
    }

    SqlLogins(String url, LoginSettings settings, CacheSettings cache, SqlSettings sql) {
        this(url, settings, cache, sql, SupervisionSettings.defaults());
    }

    SqlLogins(
            String url, LoginSettings settings, CacheSettings cache, SqlSettings sql, SupervisionSettings supervision) {
        HikariConnectionFactory factory = new HikariConnectionFactory(
                new ConnectionName("warehouse"), SqlAddress.of(url).target(), sql);
        logins = new Logins<>(
                new ConnectionName("warehouse"),
                "sql",
                FORM,
                entered -> factory,
                supervision,
                settings,
                new QueryCache("warehouse", cache));
        warehouse = new SupervisedSqlConnection(
                new LoginConnection<>(logins), SqlDialect.ofJdbcUrl(url), SqlOptions.defaults());
    }

    /** @param socketTimeout how long the server may be silent */
    static SqlSettings settings(Duration socketTimeout) {
        return new SqlSettings(LANE, Map.of(), false, Duration.ofSeconds(5), socketTimeout, null, null);
    }

    FixedLogins logIn(String user, String password) {
        LoginId id = LoginId.random();
        logins.open(new LoginRequest(id, LoginScene.entered(user, password), "192.0.2.1", null));
        return new FixedLogins(id);
    }

    /** One value, on behalf of a user. */
    String read(FixedLogins user, String sql) throws Exception {
        Callable<String> reading = () -> warehouse.sql(sql).value(String.class);
        return user.call(reading);
    }

    boolean isOpen(FixedLogins user) {
        return logins.isOpen(user.id(), user.principal());
    }

    @Override
    public void close() {
        logins.close();
    }
}
