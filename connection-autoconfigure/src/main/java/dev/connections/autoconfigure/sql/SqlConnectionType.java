package dev.connections.autoconfigure.sql;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.ManagedConnection;
import dev.connections.credentials.Credentials;
import dev.connections.sql.HikariConnectionFactory;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.SupervisedSqlConnection;
import javax.sql.DataSource;

/** The type {@code sql}: any database with a JDBC driver, pooled by HikariCP. */
@InferredFrom(
        url = {
            "jdbc:",
            "h2:",
            "postgresql:",
            "postgresql+",
            "postgres:",
            "postgres+",
            "pgsql:",
            "mysql:",
            "mysql+",
            "mysqldb:",
            "mariadb:",
            "mariadb+",
            "sqlserver:",
            "mssql:",
            "mssql+",
            "oracle:",
            "oracle+",
            "sqlite:",
            "sqlite+",
            "sqlite3:",
            "duckdb:"
        },
        property = {"dialect"})
public final class SqlConnectionType implements ConnectionType<SqlConnectionProperties, DataSource, SqlConnection> {

    @Override
    public ConnectionFactory<DataSource> connectionFactory(ConnectionDefinition<SqlConnectionProperties> definition) {
        SqlConnectionProperties properties = definition.properties();
        return new HikariConnectionFactory(
                definition.name(), properties.address().target(), properties.settings());
    }

    @Override
    public SqlConnection handle(
            ManagedConnection<DataSource> connection, ConnectionDefinition<SqlConnectionProperties> definition) {
        SqlConnectionProperties properties = definition.properties();
        SqlOptions options = SqlOptions.defaults().withTimeout(properties.getStatementTimeout());
        Integer fetchSize = properties.getFetchSize();
        return new SupervisedSqlConnection(
                connection,
                properties.address().target().dialect(),
                (fetchSize != null) ? options.withFetchSize(fetchSize) : options);
    }

    @Override
    public Credentials credentials(SqlConnectionProperties properties) {
        return properties.address().credentials();
    }
}
