package dev.connections.snowflake.load;

import dev.connections.NearestName;
import dev.connections.sql.execution.SqlWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The target table of a bulk load, with its columns in order. Immutable.
 *
 * @param parts its database, schema and name, quoted
 */
record LoadTable(List<String> parts, List<LoadColumn> columns) {

    static LoadTable describe(SqlWork work, Connection jdbc, String table) throws SQLException {
        List<String> parts = work.table(jdbc, table);
        List<LoadColumn> columns = new ArrayList<>();
        try (Statement statement = jdbc.createStatement();
                ResultSet rows = statement.executeQuery("describe table " + String.join(".", parts))) {
            while (rows.next()) {
                columns.add(LoadColumn.of(rows.getString("name"), rows.getString("type"), rows.getString("default")));
            }
        }
        return new LoadTable(parts, List.copyOf(columns));
    }

    /** Its whole name, quoted. */
    String name() {
        return String.join(".", parts);
    }

    /** The name of something else in its schema. */
    String beside(String quoted) {
        List<String> sibling = new ArrayList<>(parts);
        sibling.set(parts.size() - 1, quoted);
        return String.join(".", sibling);
    }

    /**
     * Finds the column for each name of what is to be written.
     *
     * @param wanted the columns to be written; {@code null} for all
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if one is missing, extra or ambiguous
     */
    Map<String, LoadColumn> match(SqlWork work, List<String> names, @Nullable List<String> wanted) {
        List<LoadColumn> targets = (wanted == null)
                ? columns
                : wanted.stream().map(column -> column(work, column)).toList();
        Map<String, LoadColumn> matched = new LinkedHashMap<>();
        for (String given : names) {
            LoadColumn column = column(work, given);
            if (targets.contains(column)) {
                if (matched.containsValue(column)) {
                    throw work.usage(
                            "more than one of " + names + " is the column '" + column.name() + "' of " + name());
                }
                matched.put(given, column);
            }
        }
        String missing = targets.stream()
                .filter(column -> !matched.containsValue(column) && (wanted != null || !column.hasDefault()))
                .map(column -> "'" + column.name() + "'")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw work.usage("what is to be written has only " + names + ", so nothing for " + missing + " of " + name()
                    + "; name the columns to be written by columns(…) if that is right");
        }
        return matched;
    }

    private LoadColumn column(SqlWork work, String given) {
        List<LoadColumn> found = columns.stream()
                .filter(column -> LoadColumn.loose(column.name()).equals(LoadColumn.loose(given)))
                .toList();
        if (found.size() > 1) {
            found = found.stream()
                    .filter(column -> column.name().equalsIgnoreCase(given))
                    .toList();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw work.usage("the table " + name() + (found.isEmpty() ? " has no column" : " has more than one column")
                + " '"
                + given + "'. "
                + NearestName.hint(given, columns.stream().map(LoadColumn::name).toList()));
    }
}
