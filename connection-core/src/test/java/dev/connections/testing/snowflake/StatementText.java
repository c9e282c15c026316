package dev.connections.testing.snowflake;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A statement without its comments, and what it does as far as the words at its head tell.
 *
 * @param sql the text, never blank
 */
record StatementText(String sql) {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");

    private static final Pattern LINE_COMMENT = Pattern.compile("(?m)^\\s*(--|//).*$");

    static StatementText of(String sql) {
        String bare = LINE_COMMENT.matcher(COMMENT.matcher(sql).replaceAll(" ")).replaceAll("");
        return new StatementText(bare.strip().replaceFirst(";\\s*$", ""));
    }

    String verb() {
        return sql.split("[\\s(;]", 2)[0].toLowerCase(Locale.ROOT);
    }

    boolean isQuery() {
        return switch (verb()) {
            case "select", "with", "values", "show", "describe", "desc", "call", "explain", "table" -> true;
            default -> sql.startsWith("(");
        };
    }

    /** The number that tells the driver what kind of statement it was. */
    long typeId() {
        return switch (verb()) {
            case "select", "with", "values", "call", "explain", "table" -> 4096;
            case "show" -> 17408;
            case "describe", "desc" -> 17664;
            case "list", "ls" -> 18177;
            case "remove", "rm" -> 28931;
            case "copy" -> 13824;
            case "insert" -> 12544;
            case "update" -> 12800;
            case "delete" -> 13056;
            case "merge" -> 13312;
            case "begin", "start", "commit", "rollback" -> 20480;
            case "use" -> 16896;
            case "alter" -> 16640;
            default -> 24832;
        };
    }

    boolean changesRows() {
        return switch (verb()) {
            case "insert", "update", "delete", "merge" -> true;
            default -> false;
        };
    }
}
