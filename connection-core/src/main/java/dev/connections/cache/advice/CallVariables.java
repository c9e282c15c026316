package dev.connections.cache.advice;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the expressions of a method: {@code #name}, {@code #p0} and {@code #a0} for an argument,
 * {@code #root}, and {@code #result} where there is one.
 *
 * @param names the names of the parameters; {@code null} if the compiler has not kept them
 * @param count how many parameters there are
 * @param result whether there is a result
 * @param usesRoot whether an expression asks for the root
 */
record CallVariables(String @Nullable [] names, int count, boolean result, boolean usesRoot) {

    static final String ROOT = "root";

    static final String RESULT = "result";

    /** Which argument a name means; negative if none. */
    int argument(String name) {
        if (names != null) {
            for (int i = 0; i < names.length; i++) {
                if (names[i].equals(name)) {
                    return i;
                }
            }
        }
        return byNumber(name);
    }

    private int byNumber(String name) {
        if (name.length() < 2 || name.length() > 4 || (name.charAt(0) != 'p' && name.charAt(0) != 'a')) {
            return -1;
        }
        int index = 0;
        for (int i = 1; i < name.length(); i++) {
            char digit = name.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            index = 10 * index + digit - '0';
        }
        return (index < count) ? index : -1;
    }

    boolean isKnown(String name) {
        return argument(name) >= 0 || name.equals(ROOT) || name.equals("this") || (result && name.equals(RESULT));
    }

    /** All names there are. */
    Set<String> known() {
        Set<String> known = new TreeSet<>();
        if (names != null) {
            known.addAll(Set.of(names));
        }
        for (int i = 0; i < count; i++) {
            known.add("p" + i);
        }
        known.add(ROOT);
        if (result) {
            known.add(RESULT);
        }
        return known;
    }

    CallVariables withRoot(boolean newUsesRoot) {
        return new CallVariables(names, count, result, newUsesRoot);
    }
}
