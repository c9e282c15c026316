package dev.connections.sql;

import java.util.regex.Pattern;

/** What a statement would do to a read-only connection, as far as its words tell. */
final class ReadOnlySql {

    private static final Pattern NOT_WORDS =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern WRITABLE = Pattern.compile(
            "(?i)\\bread\\s+write\\b|\\bsession\\s+characteristics\\b|\\b(reset|discard)\\s+all\\b|\\bquery_only\\b");

    /** Also inside a literal, as in {@code set_config('transaction_read_only', …)}. */
    private static final Pattern SETS_READ_ONLY =
            Pattern.compile("(?is)\\b(set|set_config|reset)\\b.*\\b\\w*(transaction|tx)_read_only\\b");

    private static final Pattern QUERY =
            Pattern.compile("(?is)[\\s(]*(select|with|values|table|show|explain(?!\\s+analyze))\\b.*");

    /** H2's queries that change something: data change delta tables, sequences, functions that write. */
    private static final Pattern CHANGING_QUERY = Pattern.compile("(?i)\\b(final|new|old)\\s+table\\s*\\("
            + "|\\bnext\\s+value\\s+for\\b|\\b(nextval|csvwrite|file_write|link_schema)\\s*\\(");

    /** What comes after {@code with}, or makes a query lock rows, write a table or a file. */
    private static final Pattern WRITING_PART = Pattern.compile(
            "(?i)\\b(insert|update|delete|merge|into|replace)\\b|\\bfor\\s+(no\\s+key\\s+)?(share|key)\\b");

    /** Changes the session at most, or only tells what there is. */
    private static final Pattern HARMLESS = Pattern.compile("(?is)\\s*(set|reset|use|describe|desc)\\b[^;]*;?\\s*");

    private final String sql;

    private final String words;

    ReadOnlySql(String sql) {
        this.sql = sql;
        this.words = NOT_WORDS.matcher(sql).replaceAll(" ");
    }

    /** Whether it would end the session's being read-only. */
    boolean switchesBack() {
        return WRITABLE.matcher(words).find() || SETS_READ_ONLY.matcher(sql).find();
    }

    /**
     * Whether it may change something. Where its words leave that open it may; what functions do that it calls, they do not
     * tell.
     */
    boolean mayWrite() {
        return !HARMLESS.matcher(words).matches()
                && (!isQuery() || WRITING_PART.matcher(words).find());
    }

    /** Whether it is a single query that changes nothing on its way. */
    boolean isQuery() {
        return QUERY.matcher(words).matches()
                && !CHANGING_QUERY.matcher(words).find()
                && words.strip().replaceFirst(";$", "").indexOf(';') < 0;
    }
}
