package dev.connections.rest.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.testing.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDatesTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        " 5 , 5",
        "2.0, 2",
        "2.1, 3",
        "5., 5",
        "999999999999999999999999, 31536000",
        "31536001, 31536000"
    })
    void secondsAreReadAndBounded(String text, long seconds) {
        assertThat(HttpDates.seconds(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1", "1e3", "0x10", ".5", "1,5", "soon", "\u0661"})
    void whatIsNoNumberOfSecondsIsNotUnderstood(String text) {
        assertThat(HttpDates.seconds(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "sun, 06 NOV 1994 08:49:37 gmt",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun, 06-Nov-1994 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 +0000"
            })
    void theFormatsOfHttpAreRead(String text) {
        assertThat(HttpDates.date(text)).isEqualTo("1994-11-06T08:49:37Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss yyyy"
            })
    void writtenTimesAreReadAgain(String pattern) {
        Random random = new Random(Seed.VALUE);
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
        long now = Instant.now().getEpochSecond();
        for (int i = 0; i < 1000; i++) {
            Instant time = Instant.ofEpochSecond(now - 1_000_000_000L + random.nextInt(Integer.MAX_VALUE));
            assertThat(HttpDates.date(format.format(time)))
                    .as("seed %d", Seed.VALUE)
                    .isEqualTo(time);
        }
    }

    @Test
    void nothingThatIsSentThrows() {
        Random random = new Random(Seed.VALUE);
        String alphabet = "0123456789 ,:-+.SunNovGMTUTC\u0000\u00FC\"=;/eE";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(32); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Duration seconds = HttpDates.seconds(text.toString());
            Instant date = HttpDates.date(text.toString());
            assertThat(seconds == null || (!seconds.isNegative() && seconds.compareTo(HttpDates.MAX) <= 0))
                    .as("%s, seed %d", text, Seed.VALUE)
                    .isTrue();
            if (date != null) {
                assertThat(HttpDates.between(Instant.now(), date)).isBetween(Duration.ZERO, HttpDates.MAX);
            }
        }
    }

    @Test
    void aSpanIsNeverNegativeNorLong() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        assertThat(HttpDates.between(now, Instant.MAX)).isEqualTo(HttpDates.MAX);
        assertThat(HttpDates.between(now, Instant.MIN)).isEqualTo(Duration.ZERO);
        assertThat(HttpDates.between(Instant.MIN, Instant.MAX)).isEqualTo(HttpDates.MAX);
        assertThat(HttpDates.between(now, now.plusMillis(1500))).isEqualTo(Duration.ofMillis(1500));
        assertThat(HttpDates.between(now, now.minusMillis(500))).isEqualTo(Duration.ZERO);
    }
}
