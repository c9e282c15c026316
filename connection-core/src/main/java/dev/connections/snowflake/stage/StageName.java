package dev.connections.snowflake.stage;

import java.util.regex.Pattern;

/**
 * A place in a stage, checked and ready for a statement: {@code my_stage}, {@code db.schema.stage/folder}, {@code ~}
 * for the user's own, {@code %orders} for a table's. Immutable.
 *
 * @param reference with the {@code @}; holds neither a quote nor anything else that could end it
 */
public record StageName(String reference) {

    private static final String PART = "(?:[A-Za-z_][A-Za-z0-9_$]*|\"[^\"'\\\\\\p{Cntrl}]+\")";

    private static final Pattern NAME =
            Pattern.compile("@?(?:~|(?:" + PART + "\\.){0,2}%?" + PART + ")(?:/[^'\"\\\\\\p{Cntrl}]*)?");

    private static final Pattern SIMPLE = Pattern.compile("[@A-Za-z0-9_~%./$\"-]+");

    /** @throws IllegalArgumentException if it is none; the message is a part of a sentence */
    public static StageName of(String name) {
        String stripped = name.strip();
        if (!NAME.matcher(stripped).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a stage: it is stage, schema.stage,"
                    + " database.schema.stage, ~ or %table, and may be followed by /folder");
        }
        return new StageName(stripped.startsWith("@") ? stripped : "@" + stripped);
    }

    /** A place below this one; the name is one of ours. */
    public StageName below(String name) {
        return new StageName(reference.endsWith("/") ? reference + name : reference + "/" + name);
    }

    /** For a statement. */
    public String quoted() {
        return "'" + reference + "'";
    }

    /** For the driver, whose older generation writes it into a statement as it is. */
    public String forDriver() {
        return SIMPLE.matcher(reference).matches() ? reference : quoted();
    }
}
