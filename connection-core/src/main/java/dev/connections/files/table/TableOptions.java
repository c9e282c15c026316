package dev.connections.files.table;

import dev.connections.files.CsvOptions;
import org.jspecify.annotations.Nullable;

/**
 * The options of a table.
 *
 * @param format the name of the format; {@code null} for that of the path's extension
 * @param csv the options of CSV
 * @param columns the record whose components declare the types of columns; {@code null} to infer them
 */
public record TableOptions(@Nullable String format, CsvOptions csv, @Nullable Class<?> columns) {

    /** The options by which the path decides. */
    public static final TableOptions DEFAULT = new TableOptions(null, CsvOptions.DEFAULT, null);

    /**
     * Returns the name of a format.
     *
     * @throws IllegalArgumentException if there is no such format
     */
    public static String checkedFormat(String name) {
        if (TableFormat.named(name) == null) {
            throw new IllegalArgumentException("There is no format '" + name + "'. Use " + TableFormat.NAMES);
        }
        return name;
    }
}
