package dev.connections.sql;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Names by the semantic conventions of OpenTelemetry for calls to databases, and {@code connection} for the connection's name.
 * The metric always has the same tags; what is not known is {@code none}. May be extended.
 */
public class DefaultSqlObservationConvention implements SqlObservationConvention {

    /** The name of the observation, and so of the metric. */
    public static final String NAME = "db.client.operation.duration";

    @Override
    public String getName() {
        return NAME;
    }

    /** The operation and the database, as in {@code SELECT pets}. */
    @Override
    public String getContextualName(SqlObservationContext context) {
        String namespace = context.namespace();
        return context.operation() + " " + ((namespace != null) ? namespace : context.connectionName());
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(SqlObservationContext context) {
        return KeyValues.of(
                KeyValue.of("connection", context.connectionName()),
                KeyValue.of("db.system.name", systemName(context.dialect())),
                KeyValue.of("db.namespace", orNone(context.namespace())),
                KeyValue.of("db.operation.name", context.operation()),
                KeyValue.of("db.response.status_code", orNone(context.sqlState())),
                KeyValue.of("error.type", orNone(context.errorType())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(SqlObservationContext context) {
        return KeyValues.of(KeyValue.of("db.query.text", context.queryText()));
    }

    private static String orNone(@Nullable String value) {
        return (value == null) ? KeyValue.NONE_VALUE : value;
    }

    /** The database as OpenTelemetry calls it. */
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
