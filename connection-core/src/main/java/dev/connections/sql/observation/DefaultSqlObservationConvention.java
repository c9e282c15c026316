package dev.connections.sql.observation;

import dev.connections.sql.dialect.SqlDialect;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Names observations by the OpenTelemetry semantic conventions for database calls, and adds {@code connection}, the
 * connection's name. Unknown values are omitted. May be extended.
 */
public class DefaultSqlObservationConvention implements SqlObservationConvention {

    /** The name of the observation, and so of the metric. */
    public static final String NAME = "db.client.operation.duration";

    @Override
    public String getName() {
        return NAME;
    }

    /**
     * Returns the operations and tables, as in {@code SELECT pets}; the operation and the database of a statement
     * without tables.
     */
    @Override
    public String getContextualName(SqlObservationContext context) {
        String summary = context.querySummary();
        if (summary.indexOf(' ') > 0) {
            return summary;
        }
        String namespace = context.namespace();
        return context.operation() + " " + ((namespace != null) ? namespace : context.connectionName());
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(SqlObservationContext context) {
        KeyValues known = KeyValues.of(
                KeyValue.of("connection", context.connectionName()),
                KeyValue.of("db.system.name", systemName(context.dialect())),
                KeyValue.of("db.operation.name", context.operation()));
        known = with(known, "db.namespace", context.namespace());
        known = with(known, "server.address", context.serverAddress());
        known = with(known, "server.port", context.serverPort());
        known = with(known, "db.response.status_code", context.sqlState());
        return with(known, "error.type", context.errorType());
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(SqlObservationContext context) {
        KeyValues known = with(KeyValues.empty(), "db.query.text", context.queryText());
        return context.querySummary().isEmpty() ? known : known.and("db.query.summary", context.querySummary());
    }

    private static KeyValues with(KeyValues known, String key, @Nullable Object value) {
        return (value == null) ? known : known.and(key, value.toString());
    }

    /** Returns the database as OpenTelemetry calls it. */
    private static String systemName(SqlDialect dialect) {
        return switch (dialect) {
            case H2 -> "h2database";
            case SQLSERVER -> "microsoft.sql_server";
            case ORACLE -> "oracle.db";
            case OTHER -> "other_sql";
            case POSTGRESQL, MYSQL, MARIADB, SQLITE, DUCKDB, SNOWFLAKE -> dialect.id();
        };
    }
}
