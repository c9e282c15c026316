package dev.connections.testing.snowflake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One login: its tokens, what it uses, and its connection to H2. */
final class Session implements AutoCloseable {

    private final long id;

    private final String user;

    private final Connection jdbc;

    /** Database, schema, warehouse, role and whatever {@code alter session} sets, by upper-case name. */
    private final Map<String, String> settings = new ConcurrentHashMap<>();

    private volatile String token = newToken("session");

    private volatile String master = newToken("master");

    private volatile boolean tokenExpired;

    private volatile boolean masterExpired;

    Session(long id, String user, String jdbcUrl) throws SQLException {
        this.id = id;
        this.user = user;
        this.jdbc = DriverManager.getConnection(jdbcUrl);
    }

    private static String newToken(String kind) {
        return kind + "-" + UUID.randomUUID();
    }

    long id() {
        return id;
    }

    String user() {
        return user;
    }

    Connection jdbc() {
        return jdbc;
    }

    String token() {
        return token;
    }

    String master() {
        return master;
    }

    boolean isTokenExpired() {
        return tokenExpired;
    }

    boolean isMasterExpired() {
        return masterExpired;
    }

    void expire(boolean withMaster) {
        tokenExpired = true;
        masterExpired = withMaster;
    }

    void renew() {
        token = newToken("session");
        tokenExpired = false;
    }

    @Nullable
    String setting(String name) {
        return settings.get(name.toUpperCase(Locale.ROOT));
    }

    void set(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            settings.put(name.toUpperCase(Locale.ROOT), value);
        }
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public void close() {
        try {
            jdbc.close();
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
