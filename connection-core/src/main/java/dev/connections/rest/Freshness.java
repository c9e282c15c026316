package dev.connections.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * For how long an answer may be taken for granted, as its server says (RFC 9111, sections 4.2 and 5.2). Immutable.
 *
 * @param storable whether it may be kept at all
 * @param lifetime how long, counted from when it came; {@code null} if the server does not say
 * @param renewable whether the server can be asked if it is still good
 */
record Freshness(boolean storable, @Nullable Duration lifetime, boolean renewable) {

    private static final Pattern DIRECTIVE = Pattern.compile("([A-Za-z-]+)\\s*(?:=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+)))?");

    static Freshness of(StoredResponse response) {
        Map<String, String> directives =
                directives(response.headers().getOrDefault(HttpHeaders.CACHE_CONTROL, List.of()));
        boolean renewable =
                response.header(HttpHeaders.ETAG) != null || response.header(HttpHeaders.LAST_MODIFIED) != null;
        boolean storable = !directives.containsKey("no-store") && !"*".equals(response.header(HttpHeaders.VARY));
        return new Freshness(storable, lifetime(response, directives), renewable);
    }

    /**
     * Whether it is of any use to keep it.
     *
     * @param otherwise whether somebody else says for how long, if the server does not
     */
    boolean isOfUse(boolean otherwise) {
        boolean lasts = (lifetime != null) ? !lifetime.isZero() : otherwise;
        return storable && (lasts || renewable);
    }

    private static @Nullable Duration lifetime(StoredResponse response, Map<String, String> directives) {
        if (directives.containsKey("no-cache")) {
            return Duration.ZERO;
        }
        Duration age = seconds(response.header(HttpHeaders.AGE));
        Duration maxAge = seconds(directives.get("max-age"));
        if (maxAge != null) {
            return left(maxAge, age);
        }
        String expires = response.header(HttpHeaders.EXPIRES);
        if (expires == null) {
            return null;
        }
        Instant end = time(expires);
        Instant date = time(response.header(HttpHeaders.DATE));
        // what cannot be read is over, as a 0 is
        return (end == null || date == null) ? Duration.ZERO : left(Duration.between(date, end), age);
    }

    private static Duration left(Duration lifetime, @Nullable Duration age) {
        Duration left = (age != null) ? lifetime.minus(age) : lifetime;
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Map<String, String> directives(List<String> values) {
        Map<String, String> directives = new HashMap<>();
        for (String value : values) {
            Matcher matcher = DIRECTIVE.matcher(value);
            while (matcher.find()) {
                String argument = (matcher.group(2) != null) ? matcher.group(2) : matcher.group(3);
                directives.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), (argument != null) ? argument : "");
            }
        }
        return directives;
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        if (text == null || !text.strip().matches("\\d{1,10}")) {
            return null;
        }
        return Duration.ofSeconds(Long.parseLong(text.strip()));
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return (text == null)
                    ? null
                    : ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException ex) {
            return null;
        }
    }
}
