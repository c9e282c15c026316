package dev.connections.files.execution;

import java.util.regex.Pattern;

/**
 * A pattern of paths: {@code *} and {@code ?} match within a segment, {@code **} matches across segments, and {@code
 * [a-z]} matches one character. Immutable.
 */
final class FileGlob {

    private final String text;

    private final Pattern pattern;

    private final String prefix;

    FileGlob(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        int wildcard = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = (c == '[') ? text.indexOf(']', i + 2) : -1;
            if ((c == '*' || c == '?' || end > 0) && wildcard < 0) {
                wildcard = i;
            }
            if (text.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (text.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (end > 0) {
                String content = text.substring(i + 1, end);
                boolean negated = content.startsWith("!");
                String characters = (negated ? content.substring(1) : content).replaceAll("[\\\\\\[\\]^&]", "\\\\$0");
                regex.append(negated ? "[^/" : "[").append(characters).append(']');
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
        this.prefix = (wildcard < 0) ? text : text.substring(0, wildcard);
    }

    /** Returns whether the pattern has wildcards. */
    boolean hasWildcards() {
        return prefix.length() < text.length();
    }

    /** Returns the beginning of all paths that match. */
    String prefix() {
        return prefix;
    }

    boolean matches(String path) {
        return hasWildcards() ? pattern.matcher(path).matches() : text.equals(path);
    }
}
