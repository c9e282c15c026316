package dev.connections.sql.observation;

import dev.connections.ConnectionName;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.url.SqlTarget;
import dev.connections.sql.url.UrlEncoding;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentLruCache;

/**
 * Observes the statements of one connection. An observation lasts from the request for a JDBC connection to the last
 * row, of a stream to the first. Costs nothing while the registry has no handlers. Thread-safe.
 */
public final class SqlObservations {

    private static final SqlObservationConvention DEFAULT_CONVENTION = new DefaultSqlObservationConvention();

    private static final int MAX_STATEMENTS = 512;

    /** Longer texts are hardly ever run twice, and would fill the memory. */
    private static final int MAX_STATEMENT_LENGTH = 16 * 1024;

    private final ObservationRegistry registry;

    private final @Nullable SqlObservationConvention convention;

    private final String connectionName;

    private final SqlDialect dialect;

    private volatile Server server;

    private final ConcurrentLruCache<String, ObservedStatement> statements;

    /**
     * @param registry where observations are made
     * @param convention names them; {@code null} for {@link DefaultSqlObservationConvention}
     * @param connectionName the connection
     * @param target its database
     */
    public SqlObservations(
            ObservationRegistry registry,
            @Nullable SqlObservationConvention convention,
            ConnectionName connectionName,
            SqlTarget target) {
        this(registry, convention, connectionName.value(), target.dialect(), Server.of(target));
    }

    private SqlObservations(
            ObservationRegistry registry,
            @Nullable SqlObservationConvention convention,
            String connectionName,
            SqlDialect dialect,
            Server server) {
        this.registry = registry;
        this.convention = convention;
        this.connectionName = connectionName;
        this.dialect = dialect;
        this.server = server;
        this.statements = new ConcurrentLruCache<>(MAX_STATEMENTS, sql -> ObservedStatement.of(sql, dialect));
    }

    /** Observes nothing. */
    public static SqlObservations none() {
        return new SqlObservations(ObservationRegistry.NOOP, null, "", SqlDialect.OTHER, Server.UNKNOWN);
    }

    /** Goes on with another database of the same dialect. */
    public void useTarget(SqlTarget target) {
        server = Server.of(target);
    }

    /** Returns the name of a database: the end of its URL, but for SQL Server. */
    private static @Nullable String namespace(SqlTarget target) {
        String url = target.jdbcUrl();
        if (target.dialect() == SqlDialect.SQLSERVER) {
            int begin = url.toLowerCase(Locale.ROOT).indexOf(";databasename=");
            String rest = (begin < 0) ? "" : url.substring(begin + ";databasename=".length());
            return rest.isEmpty() || rest.startsWith("{") ? null : rest.split(";", 2)[0];
        }
        String bare = target.displayUrl();
        boolean onlyHost = bare.matches("[^/]*//[^/]*");
        String name = bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1);
        name = name.substring(name.lastIndexOf(':') + 1);
        return onlyHost || name.isEmpty() || name.contains("…") ? null : UrlEncoding.decode(name);
    }

    public boolean isNoop() {
        return registry.isNoop();
    }

    /** @param sql the statement as its author wrote it */
    public <T extends @Nullable Object> T observe(String sql, Supplier<T> call) {
        return observe(statement(sql), call);
    }

    /** Observes the end of a transaction. */
    public void observeEnd(ObservedStatement end, JdbcAction action) throws SQLException {
        if (isNoop()) {
            action.run();
            return;
        }
        try {
            observe(end, () -> {
                try {
                    action.run();
                    return true;
                } catch (SQLException ex) {
                    throw new EndFailed(ex);
                }
            });
        } catch (EndFailed ex) {
            throw ex.failure;
        }
    }

    private SqlObservationContext context(ObservedStatement statement) {
        Server present = server;
        return new SqlObservationContext(
                connectionName, dialect, present.namespace(), present.address(), present.port(), statement);
    }

    private <T extends @Nullable Object> T observe(ObservedStatement statement, Supplier<T> call) {
        SqlObservationContext context = context(statement);
        Observation observation = Observation.createNotStarted(convention, DEFAULT_CONVENTION, () -> context, registry)
                .start();
        try (Observation.Scope scope = observation.openScope()) {
            return call.get();
        } catch (Throwable ex) {
            FailedSqlCall failure = FailedSqlCall.of((ex instanceof EndFailed end) ? end.failure : ex);
            context.failed(failure);
            observation.error(failure);
            throw ex;
        } finally {
            observation.stop();
        }
    }

    /** Something that JDBC does. */
    public interface JdbcAction {

        void run() throws SQLException;
    }

    /** Carries a failure out of what is observed. */
    private static final class EndFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        final SQLException failure;

        EndFailed(SQLException failure) {
            super(null, failure, false, false);
            this.failure = failure;
        }
    }

    /** What the URL tells of the database and its server. */
    private record Server(@Nullable String namespace, @Nullable String address, @Nullable Integer port) {

        static final Server UNKNOWN = new Server(null, null, null);

        static Server of(SqlTarget target) {
            Map<String, Object> details = target.details();
            return new Server(
                    SqlObservations.namespace(target), (String) details.get("host"), (Integer) details.get("port"));
        }
    }

    private ObservedStatement statement(String sql) {
        return (sql.length() <= MAX_STATEMENT_LENGTH) ? statements.get(sql) : ObservedStatement.of(sql, dialect);
    }
}
