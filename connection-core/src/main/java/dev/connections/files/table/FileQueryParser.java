package dev.connections.files.table;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the syntax tree of a query, as DuckDB's function {@code json_serialize_sql} returns it: one query, which names
 * files and calls functions that see nothing but their arguments. Thread-safe.
 */
final class FileQueryParser {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The table functions that see nothing but their arguments. */
    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("range", "generate_series", "unnest", "repeat", "json_each", "json_tree");

    /** Scalar functions that see settings, the environment, other objects or the sequence of queries. */
    private static final Set<String> REFUSED_FUNCTIONS = Set.of(
            "getenv",
            "getvariable",
            "current_setting",
            "current_query",
            "current_query_id",
            "current_connection_id",
            "current_transaction_id",
            "txid_current",
            "currval",
            "nextval",
            "setseed",
            "sleep",
            "sleep_ms",
            "write_log",
            "parse_duckdb_log_message",
            "version",
            "is_histogram_other_bin",
            "user",
            "current_user",
            "session_user",
            "current_role",
            "current_database",
            "current_catalog",
            "current_schema",
            "current_schemas",
            "in_search_path",
            "get_block_size",
            "json_serialize_sql",
            "json_deserialize_sql",
            "json_serialize_plan",
            "json_execute_serialized_sql",
            "obj_description",
            "col_description",
            "shobj_description",
            "format_type");

    private static final List<String> REFUSED_PREFIXES =
            List.of("__internal", "pg_", "duckdb_", "pragma_", "inet_", "has_", "read_", "parquet_", "which_", "hive_");

    private final TableErrors errors;

    /** The functions of DuckDB that are not table functions, in lower case. */
    private final Set<String> functions;

    FileQueryParser(TableErrors errors, Set<String> functions) {
        this.errors = errors;
        this.functions = functions;
    }

    /**
     * @param tree the syntax tree in JSON
     * @throws IllegalArgumentException if the query is not allowed
     */
    FileQuery parse(String sql, String tree) {
        JsonNode root = MAPPER.readTree(tree);
        if (root.path("error").booleanValue(false)) {
            String message = root.path("error_message").asString("");
            throw errors.refused(
                    sql,
                    message.startsWith("Only SELECT")
                            ? "only a query is allowed, such as select … from 'file.parquet'"
                            : "the query has a syntax error: " + message);
        }
        JsonNode statements = root.path("statements");
        if (statements.size() != 1) {
            throw errors.refused(sql, "one query is allowed, and there are " + statements.size());
        }
        Set<String> names = new HashSet<>();
        collectNames(statements, names);
        Walk walk = new Walk(sql, names);
        walk.visit(statements);
        return new FileQuery(sql, List.copyOf(walk.files));
    }

    /** Collects the names of common table expressions. */
    private static void collectNames(JsonNode node, Set<String> names) {
        JsonNode entries = node.path("cte_map").path("map");
        for (JsonNode entry : entries) {
            names.add(entry.path("key").asString("").toLowerCase(Locale.ROOT));
        }
        if ("RECURSIVE_CTE_NODE".equals(node.path("type").asString("")) || node.has("cte_name")) {
            names.add(node.path("cte_name").asString("").toLowerCase(Locale.ROOT));
        }
        for (JsonNode child : node) {
            collectNames(child, names);
        }
    }

    private final class Walk {

        private final String sql;

        private final Set<String> names;

        private final Set<String> files = new LinkedHashSet<>();

        Walk(String sql, Set<String> names) {
            this.sql = sql;
            this.names = names;
        }

        void visit(JsonNode node) {
            if (node.isObject()) {
                check(node);
            }
            for (JsonNode child : node) {
                visit(child);
            }
        }

        private void check(JsonNode node) {
            String type = node.path("type").asString("");
            switch (type) {
                case "BASE_TABLE" -> table(node);
                case "TABLE_FUNCTION" -> {
                    String name = name(node.path("function"));
                    if (!TABLE_FUNCTIONS.contains(name)) {
                        throw errors.refused(
                                sql, "the table function '" + name + "' is not allowed: name files in single quotes");
                    }
                    // the name is that of a table function, so only the arguments are checked
                    return;
                }
                case "SHOW_REF" -> throw errors.refused(sql, "show, describe and summarize are not allowed");
                default -> {}
            }
            if (node.has("function_name") && !TABLE_FUNCTIONS.contains(name(node))) {
                function(name(node), node);
            }
        }

        private String name(JsonNode function) {
            return function.path("function_name").asString("").toLowerCase(Locale.ROOT);
        }

        private void function(String name, JsonNode node) {
            boolean qualified = !node.path("schema").asString("").isEmpty()
                    || !node.path("catalog").asString("").isEmpty();
            if (qualified
                    || !functions.contains(name)
                    || REFUSED_FUNCTIONS.contains(name)
                    || REFUSED_PREFIXES.stream().anyMatch(name::startsWith)) {
                throw errors.refused(sql, "the function '" + name + "' does not exist, or is not allowed");
            }
        }

        private void table(JsonNode node) {
            String name = node.path("table_name").asString("");
            if (!node.path("schema_name").asString("").isEmpty()
                    || !node.path("catalog_name").asString("").isEmpty()) {
                throw errors.refused(
                        sql,
                        "there is no table '" + node.path("schema_name").asString("") + "." + name
                                + "': name files in single quotes, such as '2026/sales.csv'");
            }
            if (names.contains(name.toLowerCase(Locale.ROOT)) && TableFormat.of(name) == null) {
                return;
            }
            if (TableFormat.of(name) == null) {
                throw errors.refused(
                        sql,
                        "'" + name + "' is no file of a known format. Name files in single quotes, such as"
                                + " '2026/sales.csv'. The formats are " + TableFormat.NAMES);
            }
            files.add(name);
        }
    }
}
