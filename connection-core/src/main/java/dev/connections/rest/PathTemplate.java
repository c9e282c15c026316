package dev.connections.rest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.web.util.UriTemplate;

/** A path with places for parameters, as a template that a URI builder expands. */
final class PathTemplate {

    private static final Set<String> DOTS = Set.of(".", "..");

    private PathTemplate() {}

    /**
     * The template, with what has no place in the path put into its query.
     *
     * @param values receives the values to expand it with
     */
    static String of(String path, Map<String, @Nullable Object> params, Map<String, Object> values) {
        int question = path.indexOf('?');
        String beforeQuery = (question < 0) ? path : path.substring(0, question);
        Set<String> ofPath = Set.copyOf(new UriTemplate(beforeQuery).getVariableNames());
        Set<String> places = Set.copyOf(new UriTemplate(path).getVariableNames());
        boolean relative = !path.startsWith("/") && !path.contains("://");
        StringBuilder template = new StringBuilder(relative ? "/" : "").append(path);
        char separator = (question < 0) ? '?' : '&';
        int number = 0;
        for (Map.Entry<String, @Nullable Object> param : params.entrySet()) {
            String name = param.getKey();
            Object value = param.getValue();
            if (places.contains(name)) {
                values.put(name, text(name, value, ofPath.contains(name)));
            } else if (value != null) {
                for (Object each : (value instanceof Iterable<?> several) ? several : List.of(value)) {
                    String place = "value" + number++;
                    template.append(separator)
                            .append(encoded(name))
                            .append("={")
                            .append(place)
                            .append('}');
                    values.put(place, String.valueOf(each));
                    separator = '&';
                }
            }
        }
        for (String place : places) {
            if (!values.containsKey(place)) {
                throw new InvalidDataAccessApiUsageException("the path " + beforeQuery + " has a place for '" + place
                        + "', which has no value: set it by param(…)");
            }
        }
        return template.toString();
    }

    /** A name that a template takes as it is: a URI builder encodes what is left, but not what would end the name. */
    private static String encoded(String name) {
        if (name.matches("[A-Za-z0-9_.\\[\\]-]+")) {
            return name;
        }
        throw new InvalidDataAccessApiUsageException(
                "'" + name + "' is no name of a parameter: letters, digits and _ . - [ ] are");
    }

    /** A dot alone, or two, would lead to another place than the one that is meant. */
    private static String text(String name, @Nullable Object value, boolean ofPath) {
        String text = String.valueOf(value);
        if (ofPath && (value == null || text.isEmpty() || DOTS.contains(text))) {
            throw new InvalidDataAccessApiUsageException(
                    "the value of '" + name + "' cannot be a part of a path, because it is "
                            + ((value == null) ? "null" : text.isEmpty() ? "empty" : "'" + text + "'"));
        }
        return text;
    }
}
