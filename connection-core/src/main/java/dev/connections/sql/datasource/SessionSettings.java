package dev.connections.sql.datasource;

import dev.connections.sql.dialect.SqlDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Session settings that the application has changed through a JDBC connection, to be restored when the connection
 * returns to the pool. HikariCP restores autocommit, read-only mode, isolation level and network timeout, and catalog
 * and schema only if they are configured. Not thread-safe.
 */
final class SessionSettings {

    /** In the order in which they are restored: a catalog comes with a schema of its own. */
    private enum Setting {
        CATALOG,
        SCHEMA,
        HOLDABILITY,
        CLIENT_INFO
    }

    private final Connection jdbc;

    private final SqlDialect dialect;

    private @Nullable Map<Setting, Object> before;

    /** Whether a setting was changed whose former value is unknown. */
    private boolean lost;

    SessionSettings(Connection jdbc, SqlDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    void catalogChanges() {
        remember(Setting.CATALOG, jdbc::getCatalog);
        if (dialect == SqlDialect.DUCKDB || dialect == SqlDialect.SNOWFLAKE) {
            schemaChanges();
        }
    }

    void schemaChanges() {
        remember(Setting.SCHEMA, this::schema);
    }

    void holdabilityChanges() {
        remember(Setting.HOLDABILITY, jdbc::getHoldability);
    }

    void clientInfoChanges() {
        remember(Setting.CLIENT_INFO, () -> copy(jdbc.getClientInfo()));
    }

    private void remember(Setting setting, Getter getter) {
        if (before == null) {
            before = new EnumMap<>(Setting.class);
        }
        if (!before.containsKey(setting)) {
            try {
                Object value = getter.get();
                lost |= value == null && !hasNone(setting);
                before.put(setting, (value != null) ? value : "");
            } catch (SQLException ex) {
                lost = true;
            }
        }
    }

    /** MySQL's databases are catalogs. */
    private boolean hasNone(Setting setting) {
        return setting == Setting.SCHEMA && (dialect == SqlDialect.MYSQL || dialect == SqlDialect.MARIADB)
                || dialect == SqlDialect.SQLITE;
    }

    /**
     * Restores what was changed; sends nothing if that is nothing.
     *
     * @return whether the session is as it was
     */
    boolean restore() {
        if (before == null) {
            return true;
        }
        if (lost) {
            return false;
        }
        try {
            if (!jdbc.getAutoCommit()) {
                // what is restored in a transaction would be rolled back with it
                jdbc.rollback();
                jdbc.setAutoCommit(true);
            }
            for (Map.Entry<Setting, Object> entry : before.entrySet()) {
                restore(entry.getKey(), entry.getValue());
            }
            Object clientInfo = before.get(Setting.CLIENT_INFO);
            // some drivers only add to it
            return clientInfo == null || clientInfo.equals(copy(jdbc.getClientInfo()));
        } catch (SQLException ex) {
            return false;
        }
    }

    private void restore(Setting setting, Object value) throws SQLException {
        switch (setting) {
            case CATALOG -> {
                if (!value.equals("") && !value.equals(jdbc.getCatalog())) {
                    jdbc.setCatalog((String) value);
                }
            }
            case SCHEMA -> restoreSchema((String) value);
            case HOLDABILITY -> jdbc.setHoldability((Integer) value);
            case CLIENT_INFO -> {
                if (!value.equals(copy(jdbc.getClientInfo()))) {
                    jdbc.setClientInfo((Properties) value);
                }
            }
        }
    }

    /** PostgreSQL's driver gives the first schema of the search path only. */
    private @Nullable String schema() throws SQLException {
        if (dialect != SqlDialect.POSTGRESQL) {
            return jdbc.getSchema();
        }
        try (PreparedStatement query = jdbc.prepareStatement("select current_setting('search_path')");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void restoreSchema(String schema) throws SQLException {
        if (dialect == SqlDialect.POSTGRESQL) {
            try (PreparedStatement query = jdbc.prepareStatement("select set_config('search_path', ?, false)")) {
                query.setString(1, schema);
                query.execute();
            }
        } else if (!schema.isEmpty()) {
            jdbc.setSchema(schema);
        }
    }

    private static Properties copy(@Nullable Properties properties) {
        Properties copy = new Properties();
        copy.putAll(Objects.requireNonNullElse(properties, copy));
        return copy;
    }

    @FunctionalInterface
    private interface Getter {

        @Nullable
        Object get() throws SQLException;
    }
}
