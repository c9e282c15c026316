package dev.connections.sql.text;

import java.util.Set;

/** Sets of names and keywords, written as text blocks. */
public final class Words {

    private Words() {}

    /**
     * Returns the words of a text.
     *
     * @param text distinct words, separated by white space
     * @return the words, in no order
     * @throws IllegalArgumentException if a word is there twice
     */
    public static Set<String> of(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
