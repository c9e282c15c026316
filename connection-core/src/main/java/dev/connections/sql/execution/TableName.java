package dev.connections.sql.execution;

import dev.connections.NearestName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * An existing table or view. A name given by the caller is never written into a statement: it is looked up, and the
 * name in the database's catalog is quoted.
 */
record TableName(@Nullable String catalog, @Nullable String schema, String table) {

    /**
     * Finds {@code table}, {@code schema.table} or {@code catalog.schema.table}, as spelled or else as the database
     * spells names without quotes; in the current schema first.
     *
     * @throws InvalidDataAccessApiUsageException if there is none, or more than one
     */
    static TableName find(Connection jdbc, String name) throws SQLException {
        String[] parts = name.split("\\.", -1);
        if (parts.length > 3 || Stream.of(parts).anyMatch(String::isBlank)) {
            throw new InvalidDataAccessApiUsageException(
                    "'" + name + "' is not the name of a table: it is table, schema.table or catalog.schema.table");
        }
        DatabaseMetaData metaData = jdbc.getMetaData();
        for (String spelling : spellings(metaData, parts[parts.length - 1])) {
            List<TableName> found = named(metaData, spelling).stream()
                    .filter(table -> table.isIn(parts))
                    .toList();
            TableName table = pick(found, jdbc, parts, name);
            if (table != null) {
                return table;
            }
        }
        throw new InvalidDataAccessApiUsageException("there is no table or view '" + name + "'"
                + NearestName.of(parts[parts.length - 1], all(metaData, jdbc))
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse(""));
    }

    private static @Nullable TableName pick(List<TableName> found, Connection jdbc, String[] parts, String name)
            throws SQLException {
        if (found.size() <= 1) {
            return found.isEmpty() ? null : found.get(0);
        }
        String catalog = jdbc.getCatalog();
        String schema = jdbc.getSchema();
        List<TableName> current = found.stream()
                .filter(table -> table.catalog == null || catalog == null || table.catalog.equals(catalog))
                .filter(table ->
                        parts.length > 1 || table.schema == null || schema == null || table.schema.equals(schema))
                .toList();
        if (current.size() == 1) {
            return current.get(0);
        }
        throw new InvalidDataAccessApiUsageException("there is more than one table '" + name + "': "
                + found.stream().map(TableName::path).collect(Collectors.joining(", ")));
    }

    private static Set<String> spellings(DatabaseMetaData metaData, String name) throws SQLException {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(name);
        if (metaData.storesUpperCaseIdentifiers()) {
            spellings.add(name.toUpperCase(Locale.ROOT));
        } else if (metaData.storesLowerCaseIdentifiers() || metaData.storesMixedCaseIdentifiers()) {
            spellings.add(name.toLowerCase(Locale.ROOT));
        }
        return spellings;
    }

    private static List<TableName> named(DatabaseMetaData metaData, String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        String pattern = (escape == null || escape.isEmpty())
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
        return tables(metaData, null, pattern).stream()
                .filter(table -> table.table.equalsIgnoreCase(name))
                .toList();
    }

    private static Set<String> all(DatabaseMetaData metaData, Connection jdbc) throws SQLException {
        return tables(metaData, jdbc.getCatalog(), "%").stream()
                .map(table -> table.table.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<TableName> tables(DatabaseMetaData metaData, @Nullable String catalog, String pattern)
            throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (ResultSet rs = metaData.getTables(catalog, null, pattern, null)) {
            while (rs.next()) {
                String type = String.valueOf(rs.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
                if (isReadable(type)) {
                    tables.add(new TableName(
                            rs.getString("TABLE_CAT"), rs.getString("TABLE_SCHEM"), rs.getString("TABLE_NAME")));
                }
            }
        }
        return tables;
    }

    private static boolean isReadable(String type) {
        return (type.contains("TABLE") || type.contains("VIEW") || type.contains("TEMPORARY") || type.equals("SYNONYM"))
                && !type.contains("INDEX");
    }

    private boolean isIn(String[] parts) {
        return switch (parts.length) {
            case 1 -> true;
            case 2 -> parts[0].equalsIgnoreCase(schema == null ? catalog : schema);
            default -> parts[1].equalsIgnoreCase(schema) && parts[0].equalsIgnoreCase(catalog);
        };
    }

    /** Returns the whole name, quoted. */
    String quoted(String quote) {
        return String.join(".", parts(quote));
    }

    /** Returns the parts that there are, each quoted. */
    List<String> parts(String quote) {
        return Stream.of(catalog, schema, table)
                .filter(part -> part != null && !part.isEmpty())
                .map(part -> quote + part.replace(quote, quote + quote) + quote)
                .toList();
    }

    private String path() {
        return quoted("\"");
    }
}
