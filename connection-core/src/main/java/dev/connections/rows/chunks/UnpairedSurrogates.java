package dev.connections.rows.chunks;

/** Finds unpaired surrogates, which only Java's own charset can represent. */
public final class UnpairedSurrogates {

    private UnpairedSurrogates() {}

    public static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char first = text.charAt(i);
            if (Character.isSurrogate(first)) {
                boolean pair = Character.isHighSurrogate(first)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
