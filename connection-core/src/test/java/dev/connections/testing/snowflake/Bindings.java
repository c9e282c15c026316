package dev.connections.testing.snowflake;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The values of a statement: one for each parameter, or an array of them for a batch. */
record Bindings(JsonNode json) {

    private static final int UTC_OFFSET = 1440;

    boolean isEmpty() {
        return !json.isObject() || json.isEmpty();
    }

    boolean isBatch() {
        return !isEmpty() && json.path("1").path("value").isArray();
    }

    int batchSize() {
        return json.path("1").path("value").size();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 1; i <= json.size(); i++) {
            JsonNode binding = json.path(String.valueOf(i));
            set(statement, i, binding, binding.path("value"));
        }
    }

    void bindElement(PreparedStatement statement, int element) throws SQLException {
        for (int i = 1; i <= json.size(); i++) {
            JsonNode binding = json.path(String.valueOf(i));
            set(statement, i, binding, binding.path("value").path(element));
        }
    }

    private static void set(PreparedStatement statement, int index, JsonNode binding, JsonNode value)
            throws SQLException {
        statement.setObject(
                index, value.isNull() ? null : value(binding.path("type").asString(), value.asString()));
    }

    private static @Nullable Object value(String type, String text) {
        return switch (type) {
            case "FIXED" -> new BigDecimal(text);
            case "REAL" -> Double.valueOf(text);
            case "BOOLEAN" -> text.equalsIgnoreCase("true") || text.equals("1");
            case "BINARY" -> HexFormat.of().parseHex(text);
            case "DATE" ->
                LocalDate.ofEpochDay(
                        Math.floorDiv(Long.parseLong(text), Duration.ofDays(1).toMillis()));
            case "TIME" -> LocalTime.ofNanoOfDay(Long.parseLong(text));
            case "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP" ->
                LocalDateTime.ofInstant(instant(text), ZoneOffset.UTC);
            case "TIMESTAMP_TZ" -> {
                String[] parts = text.split(" ");
                int minutes = (parts.length < 2) ? 0 : Integer.parseInt(parts[1]) - UTC_OFFSET;
                yield instant(parts[0]).atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
            }
            default -> text;
        };
    }

    private static Instant instant(String nanos) {
        BigDecimal value = new BigDecimal(nanos);
        long seconds =
                value.movePointLeft(9).setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
        return Instant.ofEpochSecond(
                seconds,
                value.subtract(BigDecimal.valueOf(seconds).movePointRight(9)).longValue());
    }
}
