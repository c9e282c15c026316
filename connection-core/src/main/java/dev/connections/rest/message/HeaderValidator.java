package dev.connections.rest.message;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Checks headers of requests (RFC 9110, section 5). Messages hold no values, which may be secrets. */
public final class HeaderValidator {

    /** Set by the HTTP client, which ignores them in requests unless this property of the JDK allows it. */
    private static final String ALLOWED = "jdk.httpclient.allowRestrictedHeaders";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    private static final Pattern BREAK = Pattern.compile("[\\r\\n\\x00]");

    private static final Set<String> OF_CLIENT = ofClient();

    private HeaderValidator() {}

    private static Set<String> ofClient() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of("connection", "content-length", "expect", "host", "upgrade"));
        Arrays.stream(System.getProperty(ALLOWED, "").split(","))
                .map(String::strip)
                .forEach(names::remove);
        names.add(HttpHeaders.TRANSFER_ENCODING);
        return names;
    }

    /** What is wrong with the headers of a request that is about to be sent; {@code null} if nothing is. */
    public static @Nullable String problem(HttpHeaders headers) {
        for (Map.Entry<String, List<String>> header : headers.headerSet()) {
            for (String value : header.getValue()) {
                String problem = problem(header.getKey(), value);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return headers.containsHeader(HttpHeaders.TRANSFER_ENCODING) ? ofClient(HttpHeaders.TRANSFER_ENCODING) : null;
    }

    /** What is wrong with a header that a caller sets; {@code null} if nothing is. */
    public static @Nullable String problemOfCaller(String name, String value) {
        String problem = problem(name, value);
        return (problem == null && OF_CLIENT.contains(name)) ? ofClient(name) : problem;
    }

    private static String ofClient(String name) {
        return "the header " + name.toLowerCase(Locale.ROOT) + " is set by the HTTP client";
    }

    private static @Nullable String problem(String name, @Nullable String value) {
        if (!NAME.matcher(name).matches()) {
            return "a header has a name that is no token of HTTP";
        }
        if (value == null || VALUE.matcher(value).matches()) {
            return null;
        }
        return "the value of the header " + name
                + (BREAK.matcher(value).find()
                        ? " has a line break in it"
                        : " has a character in it that a header cannot carry: encode it");
    }
}
