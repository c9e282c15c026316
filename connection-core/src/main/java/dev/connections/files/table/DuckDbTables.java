package dev.connections.files.table;

import dev.connections.rows.Rows;
import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultColumn;
import dev.connections.sql.LabelCase;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.mapping.JdbcShape;
import dev.connections.sql.mapping.RowsExtractor;
import dev.connections.sql.text.NamedParameterSql;
import dev.connections.sql.text.SqlGrammar;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Parquet files and SQL queries by a private DuckDB in memory. It is locked: it reads the directory of the local copies
 * and nothing else, loads no extension, and its settings cannot change. Loaded only if DuckDB is on the class path.
 * Thread-safe.
 */
final class DuckDbTables implements AutoCloseable {

    private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");

    private final TableErrors errors;

    private final TableSettings settings;

    private final DuckDBConnection root;

    private final FileQueryParser parser;

    DuckDbTables(TableErrors errors, TableSettings settings) {
        this.errors = errors;
        this.settings = settings;
        try {
            root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
            try (Statement statement = root.createStatement()) {
                for (String setting : List.of(
                        "allowed_directories=[" + literal(settings.directory() + "/") + "]",
                        "temp_directory="
                                + literal(settings.directory().resolve("spill").toString()),
                        "autoinstall_known_extensions=false",
                        "autoload_known_extensions=false",
                        "TimeZone='UTC'",
                        "enable_external_access=false",
                        "lock_configuration=true")) {
                    statement.execute("set " + setting);
                }
                parser = new FileQueryParser(errors, functions(statement));
            } catch (SQLException | RuntimeException ex) {
                root.close();
                throw ex;
            }
        } catch (SQLException ex) {
            throw errors.failed("", "DuckDB cannot be started: " + ex.getMessage(), ex);
        }
    }

    private static Set<String> functions(Statement statement) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet found = statement.executeQuery("select distinct function_name from duckdb_functions()"
                + " where function_type in ('scalar', 'aggregate', 'macro', 'window')")) {
            while (found.next()) {
                names.add(found.getString(1).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    FileQuery parse(String sql) {
        String tree;
        try (Connection connection = root.duplicate();
                PreparedStatement statement = connection.prepareStatement("select json_serialize_sql(?)")) {
            statement.setString(
                    1, NamedParameterSql.parse(sql, SqlGrammar.DUCKDB).jdbcSql());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                tree = result.getString(1);
            }
        } catch (SQLException ex) {
            throw errors.refused(sql, "the query cannot be parsed: " + firstLine(ex));
        }
        return parser.parse(sql, tree);
    }

    Rows readParquet(TableSource source) {
        return query(
                "select * from " + identifier(source.path()),
                Map.of(
                        source.path(),
                        "select * from read_parquet([" + literal(source.file().toString()) + "])"),
                Map.of(),
                List.of(source));
    }

    /**
     * Runs a query.
     *
     * @param views the SQL of each file in the query
     * @param sources all files, for messages
     */
    Rows query(
            String sql,
            Map<String, String> views,
            Map<String, ? extends @Nullable Object> parameters,
            List<TableSource> sources) {
        NamedParameterSql parsed = NamedParameterSql.parse(sql, SqlGrammar.DUCKDB);
        List<@Nullable Object> values = values(sql, parsed, parameters);
        try (Connection connection = root.duplicate()) {
            try (Statement statement = connection.createStatement()) {
                for (Map.Entry<String, String> view : views.entrySet()) {
                    statement.execute("create temp view " + identifier(view.getKey()) + " as " + view.getValue());
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(parsed.jdbcSql())) {
                statement.setQueryTimeout(
                        (int) Math.max(1, settings.queryTimeout().toSeconds()));
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return RowsExtractor.read(rows, JdbcShape.of(rows, LabelCase.KEEP), sql, SqlOptions.defaults());
                }
            }
        } catch (SQLException ex) {
            throw failure(sql, ex, sources);
        }
    }

    private List<@Nullable Object> values(
            String sql, NamedParameterSql parsed, Map<String, ? extends @Nullable Object> parameters) {
        if (parsed.positionalCount() > 0) {
            throw errors.refused(sql, "positional parameters are not allowed: use named ones, such as :month");
        }
        for (String name : parameters.keySet()) {
            if (!parsed.names().contains(name)) {
                throw errors.refused(sql, "there is no parameter ':" + name + "' in the query");
            }
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : parsed.names()) {
            if (!parameters.containsKey(name)) {
                throw errors.refused(sql, "the parameter ':" + name + "' has no value");
            }
            values.add(value(sql, name, parameters.get(name)));
        }
        return values;
    }

    private @Nullable Object value(String sql, String name, @Nullable Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Iterable<?> || (value != null && value.getClass().isArray())) {
            throw errors.refused(
                    sql,
                    "the parameter ':" + name + "' is a collection, which is not supported: use one"
                            + " parameter for each element");
        }
        return value;
    }

    private RuntimeException failure(String sql, SQLException failure, List<TableSource> sources) {
        String message = String.valueOf(failure.getMessage());
        TableSource culprit = null;
        for (TableSource source : sources) {
            if (message.contains(source.file().toString())) {
                culprit = (culprit == null) ? source : culprit;
                message = message.replace(source.file().toString(), source.path());
            }
        }
        message = message.replace(settings.directory().toString(), "…");
        if (failure instanceof SQLTimeoutException || message.startsWith("INTERRUPT")) {
            return errors.failed(
                    names(sources),
                    "the query ran for longer than query-timeout, "
                            + settings.queryTimeout().toSeconds() + " s; SQL [" + sql + "]",
                    failure);
        }
        Matcher line = LINE.matcher(message);
        boolean hasLine = line.find();
        if (hasLine || (culprit != null && !message.startsWith("Binder"))) {
            String path = (culprit != null) ? culprit.path() : names(sources);
            return errors.malformed(path, hasLine ? Long.parseLong(line.group(1)) : 0, firstLine(message), failure);
        }
        if (message.startsWith("Parser") || message.startsWith("Binder") || message.startsWith("Catalog")) {
            return errors.refused(sql, firstLine(message));
        }
        return errors.failed(
                names(sources), "the query failed: " + firstLine(message) + "; SQL [" + sql + "]", failure);
    }

    private static String names(List<TableSource> sources) {
        return sources.stream().map(TableSource::path).limit(10).collect(Collectors.joining(", "));
    }

    private static String firstLine(SQLException failure) {
        return firstLine(String.valueOf(failure.getMessage()));
    }

    private static String firstLine(String message) {
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    /** Returns the SQL that reads a CSV file with these columns, by the rules of {@link CsvTableReader}. */
    static String csv(Path file, List<ResultColumn> columns, char delimiter) {
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach(column -> types.put(column.label(), type(column.kind())));
        return "select * from read_csv(" + literal(file.toString())
                + ", auto_detect=false, header=true, strict_mode=true, parallel=false, max_line_size=16777216"
                + ", quote='\"', escape='\"', nullstr='', allow_quoted_nulls=false"
                + ", delim=" + literal(String.valueOf(delimiter))
                + types.entrySet().stream()
                        .map(type -> literal(type.getKey()) + ": " + literal(type.getValue()))
                        .collect(Collectors.joining(", ", ", columns={", "})"));
    }

    static String json(List<Path> files, boolean array) {
        return "select * from read_json(" + list(files) + ", sample_size=-1, union_by_name=true, format="
                + (array ? "'array'" : "'newline_delimited'") + ")";
    }

    static String parquet(List<Path> files) {
        return "select * from read_parquet(" + list(files) + ", union_by_name=true)";
    }

    private static String list(List<Path> files) {
        return files.stream().map(file -> literal(file.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String type(ColumnKind kind) {
        return switch (kind) {
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP";
            case OFFSET_TIMESTAMP -> "TIMESTAMPTZ";
            case UUID -> "UUID";
            default -> "VARCHAR";
        };
    }

    /** Writes a Parquet file with the rows of a CSV file. */
    void writeParquet(Path csv, List<String> columns, List<String> types, Path target) throws SQLException {
        List<String> definitions = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean binary = types.get(i).equals("BLOB");
            definitions.add(literal(columns.get(i)) + ": " + literal(binary ? "VARCHAR" : types.get(i)));
            String name = identifier(columns.get(i));
            selected.add(binary ? "unhex(" + name + ") as " + name : name);
        }
        try (Connection connection = root.duplicate();
                Statement statement = connection.createStatement()) {
            statement.execute("copy (select " + String.join(", ", selected) + " from read_csv("
                    + literal(csv.toString())
                    + ", auto_detect=false, header=true, strict_mode=true, parallel=false, max_line_size=16777216"
                    + ", delim=',', quote='\"', escape='\"', nullstr='', allow_quoted_nulls=false, columns={"
                    + String.join(", ", definitions) + "})) to " + literal(target.toString()) + " (format parquet)");
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException ex) {
            throw errors.failed("", "DuckDB cannot be closed: " + ex.getMessage(), ex);
        }
    }
}
