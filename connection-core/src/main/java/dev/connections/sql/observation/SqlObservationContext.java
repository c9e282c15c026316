package dev.connections.sql.observation;

import dev.connections.sql.dialect.SqlDialect;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * The context of a database call's observation. Contains no literals, parameters or failure messages. Not thread-safe.
 */
public final class SqlObservationContext extends SenderContext<Object> {

    private final String connectionName;

    private final SqlDialect dialect;

    private final @Nullable String namespace;

    private final @Nullable String serverAddress;

    private final @Nullable Integer serverPort;

    private final ObservedStatement statement;

    private @Nullable FailedSqlCall failure;

    SqlObservationContext(
            String connectionName,
            SqlDialect dialect,
            @Nullable String namespace,
            @Nullable String serverAddress,
            @Nullable Integer serverPort,
            ObservedStatement statement) {
        // a database takes no headers
        super((carrier, key, value) -> {}, Kind.CLIENT);
        this.connectionName = connectionName;
        this.dialect = dialect;
        this.namespace = namespace;
        this.serverAddress = serverAddress;
        this.serverPort = serverPort;
        this.statement = statement;
        setRemoteServiceName(connectionName);
    }

    void failed(FailedSqlCall with) {
        this.failure = with;
    }

    /** Returns the connection's name. */
    public String connectionName() {
        return connectionName;
    }

    /** Returns the dialect of the database. */
    public SqlDialect dialect() {
        return dialect;
    }

    /** Returns the name of the database, as the URL tells it; {@code null} if it does not. */
    public @Nullable String namespace() {
        return namespace;
    }

    /** Returns the statement's first word in capital letters, if that is one of a few; {@code OTHER} if not. */
    public String operation() {
        return statement.operation();
    }

    /** Returns the host of the database server, as the URL tells it; {@code null} if there is none. */
    public @Nullable String serverAddress() {
        return serverAddress;
    }

    /** Returns the port of the database server; {@code null} if there is none, or there are several hosts. */
    public @Nullable Integer serverPort() {
        return serverPort;
    }

    /** Returns the statement without its literals and comments; {@code null} for a commit and a rollback by JDBC. */
    public @Nullable String queryText() {
        return statement.text();
    }

    /** Returns the operations and tables of the statement, as in {@code SELECT songs artists}; may be empty. */
    public String querySummary() {
        return statement.summary();
    }

    /** Returns the class of the exception that the call ended with; {@code null} if it did not. */
    public @Nullable String errorType() {
        return (failure == null) ? null : failure.type();
    }

    /** The SQL state that the database answered with; {@code null} if it did not. */
    public @Nullable String sqlState() {
        return (failure == null) ? null : failure.sqlState();
    }
}
