package dev.connections.sql;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Parameters given one by one, and beyond them those of an object. Statements have few, so two arrays searched from the
 * front cost less than a map.
 */
final class NamedValues implements ParameterValues {

    private String[] names = new String[2];

    private @Nullable Object[] values = new @Nullable Object[2];

    private int size;

    private @Nullable ParameterValues beyond;

    void put(String name, @Nullable Object value) {
        int index = indexOf(name);
        if (index < 0) {
            if (size == names.length) {
                names = Arrays.copyOf(names, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            index = size++;
            names[index] = name;
        }
        values[index] = value;
    }

    void beyond(ParameterValues source) {
        this.beyond = source;
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** How many were given one by one: each must have a place in the statement. */
    int size() {
        return size;
    }

    /** The name of one of them. */
    String name(int index) {
        return names[index];
    }

    @Override
    public boolean has(String name) {
        return indexOf(name) >= 0 || (beyond != null && beyond.has(name));
    }

    @Override
    public @Nullable Object get(String name) {
        int index = indexOf(name);
        return (index >= 0 || beyond == null) ? values[index] : beyond.get(name);
    }

    @Override
    public Collection<String> names() {
        return (beyond != null && size == 0)
                ? beyond.names()
                : Arrays.asList(names).subList(0, size);
    }
}
