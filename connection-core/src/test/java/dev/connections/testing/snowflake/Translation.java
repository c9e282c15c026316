package dev.connections.testing.snowflake;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Snowflake calls differently from H2, in the words of H2. */
final class Translation {

    /** Types of Snowflake's that H2 takes as domains. By its precision an instant is told from a time with an offset. */
    static final List<String> DOMAINS = List.of(
            "create domain if not exists STRING as varchar",
            "create domain if not exists VARIANT as json",
            "create domain if not exists TIMESTAMP_NTZ as timestamp(9)",
            "create domain if not exists TIMESTAMP_LTZ as timestamp(8) with time zone",
            "create domain if not exists TIMESTAMP_TZ as timestamp(9) with time zone");

    private static final Pattern SESSION_FUNCTION =
            Pattern.compile("(?i)\\bcurrent_(role|warehouse|database|schema|session|user|account)\\s*\\(\\s*\\)");

    private static final Pattern PARSE_JSON =
            Pattern.compile("(?i)\\bparse_json\\s*\\(\\s*('(?:[^']|'')*'|\\?)\\s*\\)");

    private static final Pattern CANCEL_ALL = Pattern.compile("(?i)system\\$cancel_all_queries\\(\\d+\\)");

    /** H2 wants the name of values after the bracket that they are in. */
    private static final Pattern NAMED_VALUES =
            Pattern.compile("\\( VALUES (.*?) AS (SNOWPARK_TEMP_TABLE_\\w+\\([^)]*\\))\\)");

    private Translation() {}

    static String of(String sql, Session session) {
        // H2 knows no other database than its own, and that by another name
        String ownDatabase = Pattern.quote(String.valueOf(session.setting("DATABASE")));
        String local = sql.replaceAll("(?i)(\"" + ownDatabase + "\"|\\b" + ownDatabase + ")\\.(?=[\"\\w]+\\.)", "");
        Matcher functions = SESSION_FUNCTION.matcher(local);
        String translated = functions.replaceAll(
                match -> Matcher.quoteReplacement(literal(value(match.group(1).toLowerCase(Locale.ROOT), session))));
        String cancelled = CANCEL_ALL.matcher(translated).replaceAll("'cancelled'");
        String named = NAMED_VALUES.matcher(cancelled).replaceAll("(VALUES $1) AS $2");
        return PARSE_JSON.matcher(named).replaceAll("$1 format json");
    }

    private static String value(String name, Session session) {
        return switch (name) {
            case "session" -> String.valueOf(session.id());
            case "user" -> session.user();
            case "account" -> "TESTACCOUNT";
            default -> session.setting(name);
        };
    }

    private static String literal(String value) {
        return (value == null) ? "null" : "'" + value.replace("'", "''") + "'";
    }
}
