package dev.connections.sql.execution;

import dev.connections.rows.Rows;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.text.StatementEnd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The generated keys of an insert. Where {@code getGeneratedKeys()} of the driver loses column names, or all rows but
 * the last, a {@code returning} clause is used.
 *
 * @param sql the statement as it is sent
 * @param columns the columns the driver is requested; empty for its own choice
 * @param returning whether the statement gives the keys as its result
 */
record GeneratedKeys(String sql, String[] columns, boolean returning) {

    /**
     * @param sql the statement as its author wrote it
     * @param jdbcSql the same for the driver
     */
    static GeneratedKeys of(SqlExecutor executor, Connection jdbc, String sql, String jdbcSql, String[] columns)
            throws SQLException {
        SqlDialect dialect = executor.dialect();
        if (dialect == SqlDialect.SNOWFLAKE) {
            throw executor.errors()
                    .usage("Snowflake returns no generated keys: set the key yourself, or take"
                            + " it from a sequence, 'select keys.nextval', before the insert; SQL [" + sql + "]");
        }
        boolean returning =
                switch (dialect) {
                    case DUCKDB, SQLITE -> true;
                    // MySQL's server does not know it, but may well be behind MariaDB's driver.
                    case MARIADB ->
                        columns.length > 0
                                && jdbc.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
                    default -> false;
                };
        return returning
                ? new GeneratedKeys(
                        StatementEnd.strip(jdbcSql, dialect.grammar()) + "\nreturning " + list(dialect, columns),
                        columns,
                        true)
                : new GeneratedKeys(jdbcSql, columns, false);
    }

    private static String list(SqlDialect dialect, String[] columns) {
        if (columns.length == 0) {
            return (dialect == SqlDialect.SQLITE) ? "rowid" : "*";
        }
        // In double quotes SQLite would take the name of a column that is not there for a text.
        char quote = (dialect == SqlDialect.DUCKDB) ? '"' : '`';
        return Arrays.stream(columns)
                .map(column -> quote + column.replace("" + quote, "" + quote + quote) + quote)
                .collect(Collectors.joining(", "));
    }

    PreparedStatement prepare(Connection jdbc) throws SQLException {
        if (returning) {
            return jdbc.prepareStatement(sql);
        }
        return (columns.length == 0)
                ? jdbc.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)
                : jdbc.prepareStatement(sql, columns);
    }

    /** Returns whether the driver tells the keys of all elements of a batch, and not of the last one only. */
    boolean areOfWholeBatch(SqlDialect dialect) {
        return switch (dialect) {
            case POSTGRESQL, H2, MYSQL, MARIADB -> !returning;
            default -> false;
        };
    }

    /** Runs the statement, or the batch that has been added to it, and gives its keys to a reader. */
    void execute(PreparedStatement statement, boolean batch, Reader reader) throws SQLException {
        if (returning) {
            try (ResultSet keys = statement.executeQuery()) {
                reader.read(keys);
            }
            return;
        }
        if (batch) {
            statement.executeBatch();
        } else {
            statement.executeUpdate();
        }
        try (ResultSet keys = statement.getGeneratedKeys()) {
            reader.read(keys);
        }
    }

    /** Labels the keys as requested, because the drivers of MySQL and SQL Server return a label of their own. */
    Rows named(Rows rows) {
        return (!returning && columns.length == rows.columns().size()) ? rows.labelled(columns) : rows;
    }

    /** Takes the keys of one or several rows. */
    @FunctionalInterface
    interface Reader {

        void read(ResultSet keys) throws SQLException;
    }

    Rows execute(PreparedStatement statement, SqlExecutor executor) throws SQLException {
        Rows[] rows = new Rows[1];
        execute(statement, false, keys -> rows[0] = executor.rows(keys, sql));
        return named(rows[0]);
    }
}
