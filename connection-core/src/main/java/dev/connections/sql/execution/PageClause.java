package dev.connections.sql.execution;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.parameters.BoundSql;
import dev.connections.sql.text.StatementEnd;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Appends the limit and offset of a page to a query, in the syntax of each dialect. */
final class PageClause {

    private PageClause() {}

    /**
     * Returns the query for {@code limit} rows after the first {@code offset}. The numbers are parameters, so that the
     * text stays the same.
     */
    static BoundSql append(SqlDialect dialect, BoundSql query, long offset, long limit) {
        String sql = StatementEnd.strip(query.sql(), dialect.grammar());
        @Nullable Object[] values = Arrays.copyOf(query.values(), query.values().length + 2);
        boolean limitFirst = limitFirst(dialect);
        values[values.length - 2] = limitFirst ? limit : offset;
        values[values.length - 1] = limitFirst ? offset : limit;
        return new BoundSql(
                sql + (limitFirst ? "\nlimit ? offset ?" : "\noffset ? rows fetch next ? rows only"),
                values,
                query.template());
    }

    private static boolean limitFirst(SqlDialect dialect) {
        return switch (dialect) {
            case H2, POSTGRESQL, MYSQL, MARIADB, SQLITE, DUCKDB, SNOWFLAKE -> true;
            // The SQL standard's, which SQL Server (2012) and Oracle (12c) know too.
            case SQLSERVER, ORACLE, OTHER -> false;
        };
    }
}
