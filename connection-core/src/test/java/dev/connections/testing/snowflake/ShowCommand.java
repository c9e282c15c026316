package dev.connections.testing.snowflake;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code show …} and {@code describe table …} as a query of H2's information schema, with Snowflake's columns. */
final class ShowCommand {

    private static final Pattern SHOW = Pattern.compile(
            "(?is)show\\s+(?:terse\\s+)?(primary keys|\\w+)(?:\\s+like\\s+'([^']*)')?(?:\\s+in\\s+(.*))?");

    private static final Pattern DESCRIBE = Pattern.compile("(?is)desc(?:ribe)?\\s+(?:table\\s+|view\\s+)?(.*)");

    private static final Pattern LAST_NAME = Pattern.compile("(?s).*?\"?([^\".\\s]+)\"?\\s*$");

    private static final String DATA_TYPE =
            "coalesce(domain_name, case data_type when 'CHARACTER VARYING' then 'VARCHAR'"
                    + " when 'INTEGER' then 'NUMBER' when 'BIGINT' then 'NUMBER' when 'SMALLINT' then 'NUMBER' when 'NUMERIC' then"
                    + " 'NUMBER(' || numeric_precision || ',' || numeric_scale || ')' when 'DOUBLE PRECISION' then 'FLOAT'"
                    + " when 'REAL' then 'FLOAT' when 'BINARY VARYING' then 'BINARY' when 'TIMESTAMP' then 'TIMESTAMP_NTZ(9)'"
                    + " when 'TIMESTAMP WITH TIME ZONE' then 'TIMESTAMP_TZ(9)' when 'JSON' then 'VARIANT' else data_type end)";

    private ShowCommand() {}

    /** The query; {@code null} if the statement is none of these. */
    static @Nullable String query(String sql, Session session) {
        Matcher show = SHOW.matcher(sql);
        if (show.matches()) {
            return show(show.group(1).toLowerCase(Locale.ROOT), show.group(2), show.group(3), session);
        }
        Matcher describe = DESCRIBE.matcher(sql);
        return describe.matches() ? describe(name(describe.group(1))) : null;
    }

    private static @Nullable String show(String kind, @Nullable String like, @Nullable String in, Session session) {
        String database = "'" + session.setting("DATABASE") + "'";
        String named = (like == null) ? "" : " and upper(%s) like upper('" + like.replace("\\\\", "\\") + "')";
        String schema = schema(in);
        return switch (kind) {
            case "objects", "tables" ->
                "select current_timestamp \"created_on\", table_name \"name\", " + database
                        + " \"database_name\", table_schema \"schema_name\","
                        + " case table_type when 'VIEW' then 'VIEW' else 'TABLE' end \"kind\", remarks \"comment\""
                        + " from information_schema.tables where table_schema <> 'INFORMATION_SCHEMA'"
                        + (kind.equals("tables") ? " and table_type = 'BASE TABLE'" : "") + schema
                        + named.formatted("table_name") + " order by table_schema, table_name";
            case "views" ->
                "select current_timestamp \"created_on\", table_name \"name\", '' \"reserved\", " + database
                        + " \"database_name\", table_schema \"schema_name\", '' \"owner\", remarks \"comment\""
                        + " from information_schema.tables where table_type = 'VIEW' and table_schema <>"
                        + " 'INFORMATION_SCHEMA'" + schema + named.formatted("table_name") + " order by table_name";
            case "schemas" ->
                "select current_timestamp \"created_on\", schema_name \"name\", 'N' \"is_default\", 'N'"
                        + " \"is_current\", " + database + " \"database_name\" from information_schema.schemata where"
                        + " true" + named.formatted("schema_name");
            case "databases" -> "select current_timestamp \"created_on\", " + database + " \"name\"";
            case "warehouses" -> "select '" + session.setting("WAREHOUSE") + "' \"name\", 'STARTED' \"state\"";
            default -> null;
        };
    }

    private static String schema(@Nullable String in) {
        if (in == null || !in.toLowerCase(Locale.ROOT).startsWith("schema ")) {
            return "";
        }
        return " and table_schema = '" + name(in) + "'";
    }

    private static String describe(String table) {
        return "select column_name \"name\", " + DATA_TYPE + " \"type\", 'COLUMN' \"kind\","
                + " case is_nullable when 'YES' then 'Y' else 'N' end \"null?\", coalesce(column_default, case is_identity when 'YES' then 'IDENTITY START 1 INCREMENT 1' end)"
                + " \"default\""
                + " from information_schema.columns where table_name = '" + table + "' order by ordinal_position";
    }

    /** The last part of a name; what is not quoted is upper case. */
    private static String name(String text) {
        Matcher matcher = LAST_NAME.matcher(text.strip());
        String last = matcher.matches() ? matcher.group(1) : text;
        return text.strip().endsWith("\"") ? last : last.toUpperCase(Locale.ROOT);
    }
}
