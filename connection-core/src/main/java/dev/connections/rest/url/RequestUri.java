package dev.connections.rest.url;

import java.net.URI;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Makes the address of a request from a path with places for parameters. What is written in the path is encoded where
 * it must be and otherwise stays as it is, so that a link that a server gave is requested as it is. Values are encoded
 * completely. A fragment is dropped, as HTTP does not send it.
 */
public final class RequestUri {

    private final String path;

    private final Map<String, List<String>> unplaced = new LinkedHashMap<>();

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** The values that must have a placeholder. */
    private final Set<String> variables = new LinkedHashSet<>();

    private final Map<String, @Nullable Object> query;

    private RequestUri(String path, RequestParameters parameters) {
        this.path = path;
        this.query = parameters.query();
        parameters.any().forEach((name, value) -> values.put(name, ParameterValues.of(name, value)));
        unplaced.putAll(values);
        parameters.path().forEach((name, value) -> {
            values.put(name, ParameterValues.of(name, value));
            unplaced.remove(name);
            variables.add(name);
        });
    }

    /**
     * Appends a path to a URL.
     *
     * @param base the connection's URL
     * @param path a path, or an absolute address
     * @throws InvalidDataAccessApiUsageException if a place has no value, or one that cannot be part of a path
     */
    public static URI of(URI base, String path, RequestParameters parameters) {
        return new RequestUri(path, parameters).expand(base);
    }

    /**
     * Adds parameters to an address, which is otherwise not changed.
     *
     * @param address absolute, or relative to the connection's URL as a link on a page is
     */
    public static URI of(URI base, URI address, RequestParameters parameters) {
        if (!parameters.path().isEmpty()) {
            throw withoutPlaceholder(parameters.path().keySet().iterator().next(), "the address");
        }
        String text = base.toString();
        URI from = text.endsWith("/") ? base : URI.create(text + "/");
        String target = withoutFragment(
                address.isAbsolute()
                        ? address.toString()
                        : LinkResolver.resolve(from, address.toString()).toString());
        StringBuilder result = new StringBuilder(target);
        parameters.any().forEach((name, value) -> append(result, name, ParameterValues.of(name, value)));
        parameters.query().forEach((name, value) -> append(result, name, ParameterValues.of(name, value)));
        return URI.create(result.toString());
    }

    /** What observations name the address by: the path as it was written, without values. */
    public static String template(String path) {
        int end = end(withoutFragment(path), '?');
        String bare = path.substring(0, end);
        if (bare.contains("://")) {
            return "";
        }
        return bare.startsWith("/") ? bare : "/" + bare;
    }

    private URI expand(URI base) {
        String written = withoutFragment(path);
        int question = end(written, '?');
        StringBuilder address = new StringBuilder();
        if (!isAbsolute(written)) {
            String prefix = base.toString();
            address.append(prefix, 0, prefix.endsWith("/") ? prefix.length() - 1 : prefix.length());
            if (question > 0 && written.charAt(0) != '/') {
                address.append('/');
            }
        }
        append(address, written.substring(0, question), PercentEncoding.PATH, true);
        if (question < written.length() - 1) {
            address.append('?');
            append(address, written.substring(question + 1), PercentEncoding.QUERY, false);
        }
        if (!variables.isEmpty()) {
            throw withoutPlaceholder(variables.iterator().next(), "the path " + path.substring(0, end(path, '?')));
        }
        unplaced.forEach((name, texts) -> append(address, name, texts));
        query.forEach((name, value) -> append(address, name, ParameterValues.of(name, value)));
        try {
            return URI.create(address.toString());
        } catch (IllegalArgumentException ex) {
            throw new InvalidDataAccessApiUsageException("is no address");
        }
    }

    private static boolean isAbsolute(String written) {
        return written.regionMatches(true, 0, "http://", 0, "http://".length())
                || written.regionMatches(true, 0, "https://", 0, "https://".length());
    }

    private static void append(StringBuilder address, String name, List<String> texts) {
        for (String text : texts) {
            char last = address.charAt(address.length() - 1);
            boolean first = address.indexOf("?") < 0;
            address.append(first ? "?" : (last == '?' || last == '&') ? "" : "&")
                    .append(PercentEncoding.name(name))
                    .append('=')
                    .append(PercentEncoding.value(text));
        }
    }

    /** Several values of one place are joined by commas, as in RFC 6570, section 3.2.2. */
    private void append(StringBuilder address, String written, BitSet allowed, boolean ofPath) {
        int from = 0;
        for (int open = written.indexOf('{'); open >= 0; open = written.indexOf('{', from)) {
            int close = closing(written, open);
            address.append(PercentEncoding.literal(written.substring(from, open), allowed));
            String name = written.substring(open + 1, close);
            int colon = name.indexOf(':');
            List<String> texts = placed((colon < 0) ? name : name.substring(0, colon), ofPath);
            for (int i = 0; i < texts.size(); i++) {
                address.append((i > 0) ? "," : "").append(PercentEncoding.value(texts.get(i)));
            }
            from = close + 1;
        }
        address.append(PercentEncoding.literal(written.substring(from), allowed));
    }

    private static InvalidDataAccessApiUsageException withoutPlaceholder(String name, String where) {
        return new InvalidDataAccessApiUsageException(
                where + " has no placeholder '{" + name + "}': set query parameters by queryParam(…)");
    }

    private List<String> placed(String name, boolean ofPath) {
        List<String> texts = values.get(name);
        if (texts == null) {
            throw new InvalidDataAccessApiUsageException("the path " + path.substring(0, end(path, '?'))
                    + " has a place for '" + name + "', which has no value: set it by pathVariable(…) or param(…)");
        }
        if (ofPath) {
            checkPart(name, texts);
        }
        unplaced.remove(name);
        variables.remove(name);
        return texts;
    }

    /** A dot alone, or two, would lead to another place than the one that is meant. */
    private static void checkPart(String name, List<String> texts) {
        String text = String.join(",", texts);
        if (texts.isEmpty() || text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new InvalidDataAccessApiUsageException("the value of '" + name
                    + "' cannot be a part of a path, because it is "
                    + (texts.isEmpty() ? "null" : text.isEmpty() ? "empty" : "'" + text + "'"));
        }
    }

    private int closing(String written, int open) {
        int depth = 0;
        for (int i = open; i < written.length(); i++) {
            depth += (written.charAt(i) == '{') ? 1 : (written.charAt(i) == '}') ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new InvalidDataAccessApiUsageException(
                "the path " + path + " has a '{' without a '}': write it as %7B if it is meant so");
    }

    private static String withoutFragment(String written) {
        return written.substring(0, end(written, '#'));
    }

    /** The index of a character that is not within braces; the length if there is none. */
    private static int end(String written, char character) {
        int depth = 0;
        for (int i = 0; i < written.length(); i++) {
            char each = written.charAt(i);
            depth += (each == '{') ? 1 : (each == '}') ? -1 : 0;
            if (depth <= 0 && each == character) {
                return i;
            }
        }
        return written.length();
    }
}
