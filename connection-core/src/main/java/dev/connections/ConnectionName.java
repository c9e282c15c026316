package dev.connections;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The name of a connection: the key under {@code connections.} in the configuration. {@code pet-db}, {@code pet_db},
 * {@code petDb} and {@code PETDB} are spellings of one name, and equal. Immutable.
 *
 * @param value the name as its owner spelled it
 */
public record ConnectionName(String value) {

    /** @throws IllegalArgumentException if the name has no letter or digit, or starts with a digit */
    public ConnectionName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a connection name: it must start with a letter "
                    + "and hold only letters, digits, '-' and '_'");
        }
    }

    /**
     * Whether {@code value} can be the name of a connection: a letter, then letters, digits, {@code -} and {@code _}.
     */
    public static boolean isValid(String value) {
        return !value.isEmpty()
                && Character.isLetter(value.charAt(0))
                && value.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    /** The name in camel case, {@code petDb}: the name of the connection's bean. */
    public String camelCase() {
        StringBuilder result = new StringBuilder(value.length());
        boolean upper = false;
        boolean hasLower = value.chars().anyMatch(Character::isLowerCase);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '-' || c == '_') {
                upper = result.length() > 0;
            } else if (result.length() == 0) {
                result.append(Character.toLowerCase(c));
            } else {
                result.append(upper ? Character.toUpperCase(c) : hasLower ? c : Character.toLowerCase(c));
                upper = false;
            }
        }
        return result.toString();
    }

    /** The name in kebab case, {@code pet-db}. */
    public String kebabCase() {
        return separated('-');
    }

    /** The spellings of this name that a bean is known by: as given, camel case, kebab case and snake case. */
    public Set<String> spellings() {
        Set<String> spellings = new TreeSet<>(Set.of(value));
        spellings.add(camelCase());
        spellings.add(kebabCase());
        spellings.add(separated('_'));
        return spellings;
    }

    private String separated(char separator) {
        String camelCase = camelCase();
        StringBuilder result = new StringBuilder(camelCase.length() + 4);
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c)) {
                result.append(separator);
            }
            result.append(Character.toLowerCase(c));
        }
        return result.toString();
    }

    private String uniform() {
        return value.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionName that && uniform().equals(that.uniform());
    }

    @Override
    public int hashCode() {
        return uniform().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
