package dev.connections.sql.url;

import dev.connections.sql.dialect.SqlDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The syntax of parameters in the JDBC URLs of each driver. */
enum ParameterSyntax {

    /** {@code ?a=b&c=d}, percent-encoded. */
    QUERY('?', '&'),

    /** SQL Server's {@code ;a=b;c={d}}: braces quote, and {@code }}} in them is one brace. */
    BRACES(';', ';'),

    /** H2's {@code ;A=B;C=D}: a backslash quotes the next character. */
    BACKSLASHES(';', ';');

    private final char start;

    private final char separator;

    ParameterSyntax(char start, char separator) {
        this.start = start;
        this.separator = separator;
    }

    /** Returns the syntax of a dialect. */
    static ParameterSyntax of(SqlDialect dialect) {
        return switch (dialect) {
            case SQLSERVER -> BRACES;
            case H2 -> BACKSLASHES;
            default -> QUERY;
        };
    }

    /** The URL with the parameters of these names alone. */
    String retain(String url, Set<String> names) {
        int first = url.indexOf(start);
        if (first < 0) {
            return url;
        }
        String rest = split(url.substring(first + 1)).stream()
                .filter(parameter -> names.contains(parameter.split("=", 2)[0].strip()))
                .collect(Collectors.joining(String.valueOf(separator)));
        return url.substring(0, first) + (rest.isEmpty() ? "" : start + rest);
    }

    /** Returns the separator before the first parameter. */
    char start() {
        return start;
    }

    /** Returns the separator between two parameters. */
    char separator() {
        return separator;
    }

    /** Splits what follows {@link #start()} into {@code key=value} as they are written. */
    List<String> split(String parameters) {
        List<String> result = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < parameters.length(); i++) {
            char c = parameters.charAt(i);
            if (this == BACKSLASHES && c == '\\') {
                i++;
            } else if (this == BRACES && quoted && parameters.startsWith("}}", i)) {
                i++;
            } else if (this == BRACES && (c == '{' || c == '}')) {
                quoted = c == '{';
            } else if (c == separator && !quoted) {
                result.add(parameters.substring(start, i));
                start = i + 1;
            }
        }
        result.add(parameters.substring(start));
        return result;
    }

    /** Returns the value that is meant by a written one. */
    String decode(String value) {
        return switch (this) {
            case QUERY -> UrlEncoding.decodeForm(value);
            case BRACES ->
                (value.startsWith("{") && value.endsWith("}"))
                        ? value.substring(1, value.length() - 1).replace("}}", "}")
                        : value;
            case BACKSLASHES -> value.replaceAll("\\\\(.)", "$1");
        };
    }

    /** Encodes a value. */
    String encode(String value) {
        return switch (this) {
            case QUERY -> UrlEncoding.encode(value);
            case BRACES -> value.matches("[^;{}\\s]*") ? value : "{" + value.replace("}", "}}") + "}";
            case BACKSLASHES -> value.replaceAll("[\\\\;]", "\\\\$0");
        };
    }
}
