package dev.connections.files.table;

import dev.connections.rows.shape.ColumnKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * The values of texts in CSV files. A text is a value of a kind only if nothing of it is lost: {@code 007} is no
 * number, and a number with more digits than a {@code double} holds is a decimal. Dates and times are those of
 * ISO 8601, also with a space in place of {@code T}.
 */
final class FieldValues {

    /** Each decimal number with so many digits is a different {@code double}. */
    static final int EXACT_DIGITS = 15;

    private static final int LONG_DIGITS = 18;

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?");

    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?");

    private FieldValues() {}

    /** Returns whether a text is a whole number of at most 18 digits without leading zeros. */
    static boolean isLong(char[] text, int offset, int length) {
        int start = (length > 0 && text[offset] == '-') ? 1 : 0;
        int digits = length - start;
        if (digits == 0 || digits > LONG_DIGITS) {
            return false;
        }
        if (text[offset + start] == '0' && (digits > 1 || start == 1)) {
            return false;
        }
        for (int i = start; i < length; i++) {
            char c = text[offset + i];
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of a text that {@link #isLong}. */
    static long toLong(char[] text, int offset, int length) {
        int start = (text[offset] == '-') ? 1 : 0;
        long value = 0;
        for (int i = start; i < length; i++) {
            value = value * 10 + (text[offset + i] - '0');
        }
        return (start == 1) ? -value : value;
    }

    /**
     * Returns the value of a text.
     *
     * @throws NumberFormatException if it is no such number
     * @throws DateTimeException if it is no such date or time
     */
    static Object parse(String text, ColumnKind kind) {
        return switch (kind) {
            case BOOLEAN -> parseBoolean(text);
            case LONG -> parseLong(text);
            case INT -> Math.toIntExact(parseLong(text));
            case DOUBLE -> parseDouble(text);
            case DECIMAL -> parseDecimal(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(iso(text));
            case OFFSET_TIMESTAMP -> OffsetDateTime.parse(iso(text));
            default -> text;
        };
    }

    private static boolean parseBoolean(String text) {
        return switch (text) {
            case "true", "TRUE", "True" -> true;
            case "false", "FALSE", "False" -> false;
            default -> throw new NumberFormatException("no boolean");
        };
    }

    private static long parseLong(String text) {
        char[] characters = text.toCharArray();
        if (isLong(characters, 0, characters.length)) {
            return toLong(characters, 0, characters.length);
        }
        if (!DECIMAL.matcher(text).matches() || text.equals("-0")) {
            throw new NumberFormatException("no whole number");
        }
        return Long.parseLong(text);
    }

    private static double parseDouble(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && text.charAt(i) != 'e' && text.charAt(i) != 'E'; i++) {
            digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
        }
        if (digits > EXACT_DIGITS || !NUMBER.matcher(text).matches()) {
            throw new NumberFormatException("no double");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value) || (value == 0 && text.matches(".*[1-9].*[eE].*"))) {
            throw new NumberFormatException("no double");
        }
        return value;
    }

    private static BigDecimal parseDecimal(String text) {
        if (!DECIMAL.matcher(text).matches() || text.equals("-0")) {
            throw new NumberFormatException("no decimal");
        }
        return new BigDecimal(text);
    }

    private static String iso(String text) {
        return (text.length() > 10 && text.charAt(10) == ' ') ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    }
}
