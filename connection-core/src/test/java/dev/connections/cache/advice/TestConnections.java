package dev.connections.cache.advice;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import dev.connections.UnknownConnectionException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** SQL connections to H2 databases in memory. */
final class TestConnections implements Connections, AutoCloseable {

    private final Map<ConnectionName, SqlConnection> all = new LinkedHashMap<>();

    private final Map<ConnectionName, SupervisedConnection<DataSource>> supervised = new LinkedHashMap<>();

    TestConnections(String... names) {
        for (String name : names) {
            open(name, SqlConnection.class, Map.of());
        }
    }

    @Override
    public <H extends ManagedConnection<?>> H get(String name, Class<H> handle) {
        return handle.cast(get(name));
    }

    @Override
    public SqlConnection get(String name) {
        SqlConnection connection = all.get(new ConnectionName(name));
        if (connection == null) {
            throw new UnknownConnectionException(name, names());
        }
        return connection;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        all.keySet().forEach(name -> names.add(name.value()));
        return names;
    }

    @Override
    public Map<String, ConnectionState> states() {
        Map<String, ConnectionState> states = new LinkedHashMap<>();
        all.forEach((name, connection) -> states.put(name.value(), connection.state()));
        return states;
    }

    @Override
    public <H extends ManagedConnection<?>> H open(String name, Class<H> handle, Map<String, ?> properties) {
        TestDatabase database = TestDatabases.h2();
        SupervisedConnection<DataSource> connection = new SupervisedConnection<>(
                new ConnectionName(name),
                "sql",
                new PoolFactory(database.jdbcUrl()),
                CredentialsProvider.of(Credentials.none()),
                SupervisionSettings.defaults());
        supervised.put(new ConnectionName(name), connection);
        all.put(
                new ConnectionName(name),
                new SupervisedSqlConnection(connection, SqlDialect.H2, SqlOptions.defaults()));
        return get(name, handle);
    }

    @Override
    public void close(String name) {
        all.remove(new ConnectionName(name));
        supervised.remove(new ConnectionName(name)).close();
    }

    @Override
    public void reload(String name) {
        get(name).reset();
    }

    @Override
    public void close() {
        supervised.values().forEach(SupervisedConnection::close);
    }

    private record PoolFactory(String jdbcUrl) implements ConnectionFactory<DataSource> {

        @Override
        public DataSource connect(Credentials credentials) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(jdbcUrl);
            pool.setMaximumPoolSize(4);
            return pool;
        }

        @Override
        public boolean isOpen(DataSource pool) {
            return !((HikariDataSource) pool).isClosed();
        }

        @Override
        public void close(DataSource pool) {
            ((HikariDataSource) pool).close();
        }
    }
}
