package dev.connections.rows.mapping;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;

/** Conversion of values to text, the same for every driver. */
public final class TextValues {

    private static final int MOST_ZEROS = 200_000;

    private TextValues() {}

    /** ISO 8601 for dates and times, hours for a duration, plain digits for decimals, hexadecimal digits for bytes. */
    public static String of(Object value) {
        if (value instanceof BigDecimal decimal) {
            // beyond what any database has, of which plain digits could fill the memory
            return (Math.abs((long) decimal.scale()) <= MOST_ZEROS) ? decimal.toPlainString() : decimal.toString();
        }
        if (value instanceof Duration duration) {
            return SqlInterval.clock(duration);
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }
}
