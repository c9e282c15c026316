package dev.connections.files.table;

import dev.connections.rows.shape.ColumnKind;
import java.time.DateTimeException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Infers the kind of a column from all its texts: the first kind in the order of {@link #CANDIDATES} that represents
 * each of them exactly. Otherwise, and for a column without values, the kind is text. Not thread-safe.
 */
final class ColumnInference {

    private static final Set<ColumnKind> CANDIDATES = EnumSet.of(
            ColumnKind.BOOLEAN,
            ColumnKind.LONG,
            ColumnKind.DOUBLE,
            ColumnKind.DECIMAL,
            ColumnKind.DATE,
            ColumnKind.TIME,
            ColumnKind.TIMESTAMP,
            ColumnKind.OFFSET_TIMESTAMP);

    private final EnumSet<ColumnKind> possible = EnumSet.copyOf(CANDIDATES);

    private boolean hasValues;

    /** Adds a value. */
    void add(char[] text, int offset, int length) {
        hasValues = true;
        if (possible.isEmpty()) {
            return;
        }
        char first = (length == 0) ? 0 : text[offset];
        if (!mayBeTyped(first)) {
            possible.clear();
            return;
        }
        boolean letters = first == 't' || first == 'T' || first == 'f' || first == 'F';
        if (letters) {
            possible.retainAll(EnumSet.of(ColumnKind.BOOLEAN));
        } else {
            possible.remove(ColumnKind.BOOLEAN);
        }
        if (possible.contains(ColumnKind.LONG)) {
            if (FieldValues.isLong(text, offset, length)) {
                // each other numeric kind holds it too, unless it has too many digits
                retainOnly(ColumnKind.LONG, ColumnKind.DOUBLE, ColumnKind.DECIMAL);
                if (length > FieldValues.EXACT_DIGITS) {
                    possible.remove(ColumnKind.DOUBLE);
                }
                return;
            }
            possible.remove(ColumnKind.LONG);
        }
        String value = possible.isEmpty() ? "" : new String(text, offset, length);
        possible.removeIf(kind -> !fits(value, kind));
    }

    private void retainOnly(ColumnKind... kinds) {
        possible.retainAll(Set.of(kinds));
    }

    private static boolean mayBeTyped(char first) {
        return (first >= '0' && first <= '9')
                || first == '-'
                || first == 't'
                || first == 'T'
                || first == 'f'
                || first == 'F';
    }

    private static boolean fits(String value, ColumnKind kind) {
        try {
            FieldValues.parse(value, kind);
            return true;
        } catch (NumberFormatException | DateTimeException ex) {
            return false;
        }
    }

    boolean hasValues() {
        return hasValues;
    }

    ColumnKind kind() {
        return (hasValues && !possible.isEmpty()) ? possible.iterator().next() : ColumnKind.TEXT;
    }
}
