package dev.connections.sql.pool;

import dev.connections.sql.dialect.PostgresDriver;
import dev.connections.sql.dialect.SqlDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The server process or thread of a session, which other sessions of the same user can look up. Unknown behind a
 * pooler, whose sessions change servers. Immutable.
 *
 * @param id the server's number of the session
 * @param server which server, and since when it has been running
 */
record Backend(long id, String server) {

    private static final int QUERY_SECONDS = 1;

    private static final String POSTGRESQL_SERVER =
            "pg_postmaster_start_time()::text || coalesce(inet_server_addr()::text, '') || current_setting('port')";

    private static final String MYSQL_SERVER = "concat(@@hostname, ':', @@port, ':', @@server_id)";

    /** What a server says of a session whose client waits for a response. */
    enum State {
        /** It runs a statement, or its state is unknown. */
        BUSY,
        /** It waits for a statement, and has for more than a second: the client has missed the response. */
        IDLE,
        /** There is no such session. */
        GONE
    }

    /** Returns the backend of a connection; {@code null} if it cannot be looked up. */
    static @Nullable Backend of(Connection connection, SqlDialect dialect) {
        try {
            return switch (dialect) {
                case POSTGRESQL ->
                    of(
                            connection,
                            "select pg_backend_pid(), " + POSTGRESQL_SERVER,
                            PostgresDriver.backendId(connection));
                case MARIADB -> ofMySql(connection, "org.mariadb.jdbc.Connection", "getThreadId");
                case MYSQL -> ofMySql(connection, "com.mysql.cj.jdbc.JdbcConnection", "getId");
                default -> null;
            };
        } catch (SQLException ex) {
            return null;
        }
    }

    private static @Nullable Backend of(Connection connection, String query, long known) throws SQLException {
        if (known == 0 || !connection.getAutoCommit()) {
            return null;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            // a pooler gives its clients numbers of its own
            return (row.next() && row.getLong(1) == known) ? new Backend(known, row.getString(2)) : null;
        }
    }

    /** Returns its state, queried on another session. */
    State state(Connection other, SqlDialect dialect) throws SQLException {
        return (dialect == SqlDialect.POSTGRESQL)
                ? state(
                        other,
                        "select " + POSTGRESQL_SERVER
                                + ", pid is null, state like 'idle%' and state_change < clock_timestamp() - "
                                + "interval '1 s' from (select 1) one left join pg_stat_activity on pid = ?")
                : state(
                        other,
                        "select " + MYSQL_SERVER + ", id is null, command = 'Sleep' and time > 1"
                                + " from (select 1) one left join information_schema.processlist on id = ?");
    }

    private State state(Connection other, String query) throws SQLException {
        try (PreparedStatement statement = other.prepareStatement(query)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !server.equals(row.getString(1))) {
                    return State.BUSY;
                }
                if (row.getBoolean(2)) {
                    return State.GONE;
                }
                return row.getBoolean(3) ? State.IDLE : State.BUSY;
            }
        }
    }

    /** @param idMethod the method of the driver's connections that returns the server's number of the session */
    private static @Nullable Backend ofMySql(Connection connection, String driverType, String idMethod)
            throws SQLException {
        try {
            Class<?> type =
                    Class.forName(driverType, false, connection.getClass().getClassLoader());
            long known = (long) type.getMethod(idMethod).invoke(connection.unwrap(type));
            return of(connection, "select connection_id(), " + MYSQL_SERVER, known);
        } catch (ReflectiveOperationException ex) {
            return null;
        }
    }
}
