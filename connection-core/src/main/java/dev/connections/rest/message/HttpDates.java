package dev.connections.rest.message;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times in HTTP headers. Servers send anything, so nothing here throws: what is not understood is {@code null}, and
 * what is beyond {@link #MAX} is {@code MAX}.
 */
public final class HttpDates {

    /** The longest duration that a server is believed. */
    public static final Duration MAX = Duration.ofDays(365);

    private static final Pattern SECONDS = Pattern.compile("(\\d+)(?:\\.(\\d*))?");

    private static final int MAX_DIGITS = 9;

    /** RFC 9110, section 5.6.7: two digits mean a year that is at most 50 years ahead. */
    private static final int YEARS_BACK = 49;

    private static final Pattern ZONE = Pattern.compile("\\s+(?:GMT|UTC|UT|Z|[+-]00:?00)$", Pattern.CASE_INSENSITIVE);

    private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]+,?\\s+");

    /** The format of today, that of RFC 850, and that of C, each with blanks or hyphens. */
    private static final List<DateTimeFormatter> FORMATS = List.of(
            ignoringCase("d[ ][-]MMM[ ][-]uuuu H:mm:ss").toFormatter(Locale.US),
            ignoringCase("d[ ][-]MMM[ ][-]")
                    .appendValueReduced(
                            ChronoField.YEAR,
                            2,
                            2,
                            LocalDateTime.now(ZoneOffset.UTC).getYear() - YEARS_BACK)
                    .appendPattern(" H:mm:ss")
                    .toFormatter(Locale.US),
            ignoringCase("MMM d H:mm:ss uuuu").toFormatter(Locale.US));

    private HttpDates() {}

    private static DateTimeFormatterBuilder ignoringCase(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
    }

    /** A number of seconds, which may have a fraction. */
    public static @Nullable Duration seconds(@Nullable String text) {
        Matcher matcher = SECONDS.matcher((text == null) ? "" : text.strip());
        if (!matcher.matches()) {
            return null;
        }
        String whole = matcher.group(1).replaceFirst("^0+(?=.)", "");
        if (whole.length() > MAX_DIGITS) {
            return MAX;
        }
        boolean more = matcher.group(2) != null && matcher.group(2).chars().anyMatch(digit -> digit != '0');
        return atMost(Duration.ofSeconds(Long.parseLong(whole) + (more ? 1 : 0)));
    }

    /** A time of day in one of the formats of HTTP. */
    public static @Nullable Instant date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String bare =
                WEEKDAY.matcher(ZONE.matcher(text.strip()).replaceFirst("")).replaceFirst("");
        String single = bare.replaceAll("\\s+", " ");
        for (DateTimeFormatter format : FORMATS) {
            try {
                return LocalDateTime.parse(single, format).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException ex) {
                // the next one
            }
        }
        return null;
    }

    /** The time from one moment to another, not negative. */
    public static Duration between(Instant from, Instant to) {
        long seconds = to.getEpochSecond() - from.getEpochSecond();
        if (seconds > MAX.toSeconds()) {
            return MAX;
        }
        return (seconds < -1 || to.isBefore(from)) ? Duration.ZERO : Duration.between(from, to);
    }

    private static Duration atMost(Duration duration) {
        return (duration.compareTo(MAX) > 0) ? MAX : duration;
    }
}
