package dev.connections.autoconfigure.login.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the names of the parameters in a query string. */
public final class QueryParameterNames {

    private QueryParameterNames() {}

    public static Set<String> of(@Nullable String query) {
        Set<String> names = new HashSet<>();
        if (query != null) {
            for (String parameter : query.split("&")) {
                String name = parameter.split("=", 2)[0];
                try {
                    names.add(URLDecoder.decode(name, StandardCharsets.UTF_8));
                } catch (IllegalArgumentException ex) {
                    // not decodable for the container either
                    names.add(name);
                }
            }
        }
        return names;
    }
}
