package dev.connections.credentials;

import java.text.Normalizer;
import java.util.Locale;

/** Compares user names by Unicode rules. Stateless and thread-safe. */
public final class UserNames {

    /** One pass suffices for nearly all names. The bound ends the loop for the rest. */
    private static final int MOST_PASSES = 4;

    private UserNames() {}

    /**
     * Returns one form for all names that differ in case, in compatibility characters (NFKC) or in surrounding
     * whitespace only. {@code Lisa}, <code>l&#x131;sa</code> (dotless i) and <code>li&#x17f;a</code> (long s) have the
     * same form.
     */
    public static String folded(String user) {
        String folded = normalized(user);
        for (int i = 0; i < MOST_PASSES; i++) {
            // upper case first: several lower-case characters share one upper-case character
            String next = normalized(folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
            if (next.equals(folded)) {
                return folded;
            }
            folded = next;
        }
        return folded;
    }

    /**
     * Returns one form for all names that differ in compatibility characters (NFKC) or in surrounding whitespace only.
     */
    public static String normalized(String user) {
        return Normalizer.normalize(user, Normalizer.Form.NFKC).strip();
    }
}
