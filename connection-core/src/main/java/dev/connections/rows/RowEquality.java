package dev.connections.rows;

import dev.connections.rows.mapping.TextValues;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality of rows: the same labels and values in the same order, whatever the kind of row. */
final class RowEquality {

    private RowEquality() {}

    static boolean equal(Row a, Row b) {
        if (!a.columns().equals(b.columns())) {
            return false;
        }
        for (int i = 0; i < a.columns().size(); i++) {
            if (!Objects.deepEquals(a.getObject(i), b.getObject(i))) {
                return false;
            }
        }
        return true;
    }

    static int hash(Row row) {
        int hash = row.columns().hashCode();
        for (int i = 0; i < row.columns().size(); i++) {
            hash = 31 * hash + hash(row.getObject(i));
        }
        return hash;
    }

    static int hash(@Nullable Object value) {
        return value instanceof byte[] bytes ? Arrays.hashCode(bytes) : Objects.hashCode(value);
    }

    static String toString(Row row) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < row.columns().size(); i++) {
            Object value = row.getObject(i);
            text.append(i == 0 ? "" : ", ").append(row.columns().get(i)).append('=');
            text.append(value == null ? "null" : TextValues.of(value));
        }
        return text.append('}').toString();
    }
}
