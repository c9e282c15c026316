package dev.connections.rest.url;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Adds parameters to the query of an address, which otherwise stays as it is, character by character. */
public final class QueryParameters {

    private QueryParameters() {}

    /** The address with another parameter. */
    public static URI with(URI uri, String name, String value) {
        String text = withoutFragment(uri);
        String separator = (uri.getRawQuery() == null) ? "?" : uri.getRawQuery().isEmpty() ? "" : "&";
        return URI.create(text + separator + PercentEncoding.name(name) + "=" + PercentEncoding.value(value));
    }

    /** The address with those parameters that it does not have yet. */
    public static URI withDefaults(URI uri, Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return uri;
        }
        Set<String> given = names(uri);
        URI result = uri;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (!given.contains(parameter.getKey())) {
                result = with(result, parameter.getKey(), parameter.getValue());
            }
        }
        return result;
    }

    private static String withoutFragment(URI uri) {
        String text = uri.toString();
        int hash = text.indexOf('#');
        return (hash < 0) ? text : text.substring(0, hash);
    }

    private static Set<String> names(URI uri) {
        Set<String> names = new HashSet<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                int equals = pair.indexOf('=');
                names.add(URLDecoder.decode((equals < 0) ? pair : pair.substring(0, equals), StandardCharsets.UTF_8));
            }
        }
        return names;
    }
}
