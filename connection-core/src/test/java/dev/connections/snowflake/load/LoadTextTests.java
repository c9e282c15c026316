package dev.connections.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class LoadTextTests {

    static Stream<Arguments> values() {
        ZoneOffset here = ZoneId.systemDefault().getRules().getOffset(Instant.EPOCH);
        UUID uuid = UUID.fromString("01b7c0de-0000-0000-0000-000000000000");
        return Stream.of(
                Arguments.of(1.0E25, LoadType.NUMBER, "10000000000000000000000000"),
                Arguments.of(1.0E25, LoadType.FLOAT, "1.0E25"),
                Arguments.of(0.1f, LoadType.NUMBER, "0.1"),
                Arguments.of(Double.NaN, LoadType.FLOAT, "NaN"),
                Arguments.of(Double.NEGATIVE_INFINITY, LoadType.FLOAT, "-inf"),
                Arguments.of(Float.POSITIVE_INFINITY, LoadType.FLOAT, "inf"),
                Arguments.of(new BigDecimal("1E+3"), LoadType.NUMBER, "1000"),
                Arguments.of(BigInteger.TEN.pow(37), LoadType.NUMBER, "1" + "0".repeat(37)),
                Arguments.of((short) 7, LoadType.NUMBER, "7"),
                Arguments.of(DayOfWeek.MONDAY, LoadType.TEXT, "MONDAY"),
                Arguments.of(uuid, LoadType.TEXT, uuid.toString()),
                Arguments.of('x', LoadType.TEXT, "x"),
                Arguments.of(Optional.of(5), LoadType.NUMBER, "5"),
                Arguments.of(Optional.empty(), LoadType.NUMBER, null),
                Arguments.of(true, LoadType.BOOLEAN, "true"),
                Arguments.of(new byte[] {0, -1}, LoadType.BINARY, "00ff"),
                Arguments.of(LocalDate.of(2024, 2, 29), LoadType.TIMESTAMP_NTZ, "2024-02-29 00:00:00.000000000"),
                Arguments.of(LocalTime.of(1, 2, 3, 4), LoadType.TIME, "01:02:03.000000004"),
                Arguments.of(
                        Timestamp.valueOf("2024-02-29 01:02:03.000000004"),
                        LoadType.TIMESTAMP_NTZ,
                        "2024-02-29 01:02:03.000000004"),
                Arguments.of(
                        Instant.EPOCH,
                        LoadType.TIMESTAMP_NTZ,
                        LoadText.of(LocalDateTime.ofEpochSecond(0, 0, here), LoadType.TIMESTAMP_NTZ)),
                Arguments.of(Instant.EPOCH, LoadType.TIMESTAMP_LTZ, "1970-01-01 00:00:00.000000000 +00:00"),
                Arguments.of(
                        OffsetDateTime.parse("1970-01-01T00:00:00-03:30"),
                        LoadType.TIMESTAMP_TZ,
                        "1970-01-01 00:00:00.000000000 -03:30"),
                Arguments.of(
                        ZonedDateTime.of(1880, 1, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")),
                        LoadType.TIMESTAMP_TZ,
                        "1879-12-31 23:06:32.000000000 +00:00"),
                Arguments.of("{\"a\": 1.50}", LoadType.VARIANT, "{\"a\": 1.50}"),
                Arguments.of(
                        Map.of("a", Arrays.asList(1, null, "x\"\n", true, LocalDate.EPOCH, List.of(), Map.of())),
                        LoadType.OBJECT,
                        "{\"a\":[1,null,\"x\\\"\\u000a\",true,\"1970-01-01\",[],{}]}"),
                Arguments.of(new JsonMapper().readTree("[1,2]"), LoadType.ARRAY, "[1,2]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void isExact(Object value, LoadType type, @Nullable String text) {
        assertThat(LoadText.of(value, type)).isEqualTo(text);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LoadText.of(new Object(), LoadType.TEXT));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadText.of(LocalDateTime.MIN, LoadType.DATE));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadText.of(LocalTime.MIN, LoadType.TIMESTAMP_TZ));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadText.of(List.of(Double.NaN), LoadType.ARRAY));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadText.of(new byte[1], LoadType.TEXT));
    }
}
