package dev.connections.rest.cache;

import dev.connections.rest.exchange.BufferedResponse;
import dev.connections.rest.message.HttpDates;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The freshness of a response by its headers (RFC 9111, sections 4.2 and 5.2). Immutable.
 *
 * @param storable whether it may be kept at all
 * @param lifetime how long, counted from when it came; {@code null} if the server does not say
 * @param renewable whether it can be revalidated
 */
public record Freshness(boolean storable, @Nullable Duration lifetime, boolean renewable) {

    private static final Pattern DIRECTIVE = Pattern.compile("([A-Za-z-]+)\\s*(?:=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+)))?");

    static Freshness of(BufferedResponse response) {
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

    private static @Nullable Duration lifetime(BufferedResponse response, Map<String, String> directives) {
        if (directives.containsKey("no-cache")) {
            return Duration.ZERO;
        }
        Duration age = HttpDates.seconds(response.header(HttpHeaders.AGE));
        if (directives.containsKey("max-age")) {
            Duration maxAge = HttpDates.seconds(directives.get("max-age"));
            // what cannot be read is over
            return (maxAge == null) ? Duration.ZERO : left(maxAge, age);
        }
        String expires = response.header(HttpHeaders.EXPIRES);
        if (expires == null) {
            return null;
        }
        Instant end = HttpDates.date(expires);
        Instant date = HttpDates.date(response.header(HttpHeaders.DATE));
        // what cannot be read is over, as a 0 is
        return (end == null || date == null) ? Duration.ZERO : left(HttpDates.between(date, end), age);
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
}
