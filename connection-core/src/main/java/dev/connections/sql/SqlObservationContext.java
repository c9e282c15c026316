package dev.connections.sql;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * What observations know of a call to a database. By construction it holds no literal, no parameter and no message of a
 * failure. Used by one thread at a time.
 */
public final class SqlObservationContext extends SenderContext<Object> {

    private final String connectionName;

    private final SqlDialect dialect;

    private final @Nullable String namespace;

    private final ObservedStatement statement;

    private @Nullable FailedSqlCall failure;

    SqlObservationContext(
            String connectionName, SqlDialect dialect, @Nullable String namespace, ObservedStatement statement) {
        // a database takes no headers
        super((carrier, key, value) -> {}, Kind.CLIENT);
        this.connectionName = connectionName;
        this.dialect = dialect;
        this.namespace = namespace;
        this.statement = statement;
        setRemoteServiceName(connectionName);
    }

    void failed(FailedSqlCall with) {
        this.failure = with;
    }

    /** The connection's name. */
    public String connectionName() {
        return connectionName;
    }

    /** The dialect of the database. */
    public SqlDialect dialect() {
        return dialect;
    }

    /** The name of the database, as the URL tells it; {@code null} if it does not. */
    public @Nullable String namespace() {
        return namespace;
    }

    /** The statement's first word in capital letters, if that is one of a few; {@code OTHER} if not. */
    public String operation() {
        return statement.operation();
    }

    /** The statement without its literals and comments. */
    public String queryText() {
        return statement.text();
    }

    /** The class of the exception that the call ended with; {@code null} if it did not. */
    public @Nullable String errorType() {
        return (failure == null) ? null : failure.type();
    }

    /** The SQL state that the database answered with; {@code null} if it did not. */
    public @Nullable String sqlState() {
        return (failure == null) ? null : failure.sqlState();
    }
}
