package dev.connections.autoconfigure.toml;

/** Text in which Spring replaces no placeholders. */
final class LiteralText {

    private static final String PREFIX = "${";

    private LiteralText() {}

    /**
     * Escapes what Spring takes for placeholders. It removes the escape of no other text, so nothing else is escaped.
     */
    static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith(PREFIX, i) && isClosed(text, i + PREFIX.length())) {
                result.append('\\');
            }
            result.append(text.charAt(i));
        }
        return result.toString();
    }

    private static boolean isClosed(String text, int start) {
        int open = 1;
        for (int i = start; i < text.length() && open > 0; i++) {
            if (text.charAt(i) == '{') {
                open++;
            } else if (text.charAt(i) == '}') {
                open--;
            }
        }
        return open == 0;
    }
}
