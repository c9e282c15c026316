package dev.connections.rest.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rest.exchange.BufferedResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lifetime of a response depends on what the server sends, not on the clock of this machine. */
class FreshnessTests {

    private static final String NOON = "Sun, 22 Nov 2026 12:00:00 GMT";

    @ParameterizedTest
    @CsvSource({
        "'Sun, 22 Nov 2026 13:00:00 GMT', PT1H",
        "'Mon, 23 Nov 2026 12:00:00 GMT', PT24H",
        "'Sun, 22 Nov 2026 12:00:00 GMT', PT0S",
        "'Sun, 22 Nov 2026 11:00:00 GMT', PT0S",
        "0, PT0S",
        "tomorrow, PT0S"
    })
    void expiresCountsFromDate(String expires, Duration lifetime) {
        assertThat(lifetime(Map.of("Date", List.of(NOON), "Expires", List.of(expires))))
                .isEqualTo(lifetime);
    }

    @Test
    void ageIsSubtracted() {
        assertThat(lifetime(Map.of(
                        "Date",
                        List.of(NOON),
                        "Expires",
                        List.of("Sun, 22 Nov 2026 13:00:00 GMT"),
                        "Age",
                        List.of("600"))))
                .isEqualTo(Duration.ofMinutes(50));
    }

    @Test
    void maxAgeWinsOverExpires() {
        assertThat(lifetime(Map.of(
                        "Date",
                        List.of(NOON),
                        "Expires",
                        List.of("Sun, 22 Nov 2026 13:00:00 GMT"),
                        "Cache-Control",
                        List.of("max-age=60"))))
                .isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration lifetime(Map<String, List<String>> headers) {
        return Freshness.of(new BufferedResponse(200, headers, new byte[0])).lifetime();
    }
}
