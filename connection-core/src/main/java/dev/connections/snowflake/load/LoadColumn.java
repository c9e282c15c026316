package dev.connections.snowflake.load;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, as {@code DESCRIBE} tells of it. Immutable.
 *
 * @param name as the table spells it
 * @param type how its values are loaded
 * @param declared its type in Snowflake's words
 * @param hasDefault whether it has a default
 */
record LoadColumn(String name, LoadType type, String declared, boolean hasDefault) {

    static LoadColumn of(String name, String declared, @Nullable String defaultValue) {
        String base = declared.toUpperCase(Locale.ROOT).split("[( ]", 2)[0];
        return new LoadColumn(name, LoadType.of(base), declared, defaultValue != null && !defaultValue.isEmpty());
    }

    /** Its name in a statement. */
    String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** By which names are compared: whatever their case, with or without underscores. */
    static String loose(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
