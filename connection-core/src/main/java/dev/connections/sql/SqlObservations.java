package dev.connections.sql;

import dev.connections.ConnectionName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentLruCache;

/**
 * Observes the calls of one connection: each statement that is sent, from asking for a JDBC connection to the last row read; of
 * a stream, until its first row can be read. Costs nothing while the registry has no handlers. Safe for use by several threads.
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

    private volatile @Nullable String namespace;

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
        this(registry, convention, connectionName.value(), target.dialect(), namespace(target));
    }

    private SqlObservations(
            ObservationRegistry registry,
            @Nullable SqlObservationConvention convention,
            String connectionName,
            SqlDialect dialect,
            @Nullable String namespace) {
        this.registry = registry;
        this.convention = convention;
        this.connectionName = connectionName;
        this.dialect = dialect;
        this.namespace = namespace;
        this.statements = new ConcurrentLruCache<>(MAX_STATEMENTS, sql -> ObservedStatement.of(sql, dialect));
    }

    /** Observes nothing. */
    static SqlObservations none() {
        return new SqlObservations(ObservationRegistry.NOOP, null, "", SqlDialect.OTHER, null);
    }

    /** Goes on with another database of the same dialect. */
    void useTarget(SqlTarget target) {
        namespace = namespace(target);
    }

    /** The name of a database: the end of its URL, but for SQL Server. */
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
        return onlyHost || name.isEmpty() || name.contains("…") ? null : PercentCoding.decode(name);
    }

    boolean isNoop() {
        return registry.isNoop();
    }

    /** @param sql the statement as its author wrote it */
    <T extends @Nullable Object> T observe(String sql, Supplier<T> call) {
        SqlObservationContext context = new SqlObservationContext(connectionName, dialect, namespace, statement(sql));
        Observation observation = Observation.createNotStarted(convention, DEFAULT_CONVENTION, () -> context, registry)
                .start();
        try (Observation.Scope scope = observation.openScope()) {
            return call.get();
        } catch (Throwable ex) {
            FailedSqlCall failure = FailedSqlCall.of(ex);
            context.failed(failure);
            observation.error(failure);
            throw ex;
        } finally {
            observation.stop();
        }
    }

    private ObservedStatement statement(String sql) {
        return (sql.length() <= MAX_STATEMENT_LENGTH) ? statements.get(sql) : ObservedStatement.of(sql, dialect);
    }
}
