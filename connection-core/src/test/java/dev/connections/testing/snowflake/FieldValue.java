package dev.connections.testing.snowflake;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code COPY} makes of a field.
 *
 * @param field counted from 1
 * @param function in lower case, empty for none; {@code bind} for a field of a driver's batch
 */
record FieldValue(int field, String function) {

    private static final Pattern FIELD =
            Pattern.compile("(?i)\\s*(?:(\\w+)\\(\\$(\\d+)(?:,\\s*'([^']*)')?\\)(?:::\\w+)?|\\$(\\d+))\\s*(?:,|$)");

    private static final DateTimeFormatter LOCAL = format("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");

    private static final DateTimeFormatter ZONED = format("uuuu-MM-dd HH:mm:ss.SSSSSSSSS xxx");

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    static List<FieldValue> parse(String list) {
        List<FieldValue> values = new ArrayList<>();
        Matcher matcher = FIELD.matcher(list);
        while (matcher.find()) {
            values.add(
                    (matcher.group(4) != null)
                            ? new FieldValue(Integer.parseInt(matcher.group(4)), "")
                            : new FieldValue(
                                    Integer.parseInt(matcher.group(2)),
                                    matcher.group(1).toLowerCase(Locale.ROOT)));
        }
        return values;
    }

    String placeholder() {
        return function.equals("parse_json") ? "? format json" : "?";
    }

    @Nullable
    Object of(List<@Nullable String> line) throws SQLException {
        String text = line.get(field - 1);
        if (text == null) {
            return null;
        }
        try {
            return switch (function) {
                case "to_binary" -> HexFormat.of().parseHex(text);
                case "to_date" -> LocalDate.parse(text);
                case "to_time" -> LocalTime.parse(text);
                case "to_timestamp_ntz" -> LocalDateTime.parse(text, LOCAL);
                case "to_timestamp_tz", "to_timestamp_ltz" -> OffsetDateTime.parse(text, ZONED);
                case "", "parse_json" -> text;
                // what the driver writes for a time without a zone
                case "bind" -> text.endsWith(" Z") ? text.substring(0, text.length() - 2) : text;
                default -> throw new SQLException("Unknown function " + function, "42000", 2140);
            };
        } catch (DateTimeException | IllegalArgumentException ex) {
            throw new SQLException("'" + text + "' is not recognized", "22007", 100040, ex);
        }
    }
}
