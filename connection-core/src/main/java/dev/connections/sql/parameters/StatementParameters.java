package dev.connections.sql.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The parameters of a statement: positional or named ones, and those of an object. Statements have few parameters, so a
 * linear search of an array is faster than a map. Not thread-safe.
 */
public final class StatementParameters implements ParameterSource {

    /**
     * Positional values, or names and values by turns. No longer than needed at first: most statements have one
     * parameter.
     */
    private @Nullable Object @Nullable [] slots;

    private int count;

    private boolean named;

    private @Nullable ParameterSource object;

    /** @throws InvalidDataAccessApiUsageException if there are positional values */
    public void put(String name, @Nullable Object value) {
        useNames();
        int index = indexOf(name);
        if (index < 0) {
            index = count;
            slots(count + 2)[index] = name;
            count += 2;
        }
        slots(count)[index + 1] = value;
    }

    /**
     * Uses the properties of an object for names that have no value of their own.
     *
     * @throws InvalidDataAccessApiUsageException if there are positional values
     */
    public void useObject(ParameterSource newObject) {
        useNames();
        object = newObject;
    }

    private void useNames() {
        if (!named && slots != null) {
            throw mixed();
        }
        named = true;
    }

    private int indexOf(String name) {
        for (int i = 0; i < count; i += 2) {
            if (name.equals(slots[i])) {
                return i;
            }
        }
        return -1;
    }

    public void add(@Nullable Object value) {
        set(count + 1, value);
    }

    public void set(int jdbcIndex, @Nullable Object value) {
        if (jdbcIndex < 1) {
            throw new InvalidDataAccessApiUsageException(
                    "the index of a parameter is " + jdbcIndex + ", but they are counted from 1");
        }
        if (named) {
            throw mixed();
        }
        @Nullable Object[] values = slots(jdbcIndex);
        while (count < jdbcIndex) {
            values[count++] = MISSING;
        }
        values[jdbcIndex - 1] = value;
    }

    private @Nullable Object[] slots(int size) {
        if (slots == null) {
            slots = new @Nullable Object[size];
        } else if (slots.length < size) {
            slots = Arrays.copyOf(slots, Math.max(size, slots.length * 2));
        }
        return slots;
    }

    private static InvalidDataAccessApiUsageException mixed() {
        return new InvalidDataAccessApiUsageException("named and positional parameters cannot be mixed");
    }

    public boolean isEmpty() {
        return slots == null && object == null;
    }

    @Override
    public @Nullable Object get(String name) {
        int index = indexOf(name);
        if (index >= 0) {
            return slots[index + 1];
        }
        return (object != null) ? object.get(name) : MISSING;
    }

    @Override
    public Collection<String> names() {
        return (object != null && count == 0) ? object.names() : givenNames();
    }

    private List<String> givenNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i += 2) {
            names.add(String.valueOf(slots[i]));
        }
        return names;
    }

    /**
     * Puts the values into the statement.
     *
     * @param template the statement, parsed
     * @throws InvalidDataAccessApiUsageException if a parameter has no value, or a value no parameter
     */
    public BoundSql bind(String sql, SqlTemplate template) {
        if (named || slots == null) {
            for (int i = 0; i < count; i += 2) {
                template.checkParameter(String.valueOf(slots[i]));
            }
            return template.bind(this);
        }
        for (int i = 0; i < count; i++) {
            if (slots[i] == MISSING) {
                throw new InvalidDataAccessApiUsageException("the parameter " + (i + 1) + " has no value");
            }
        }
        template.checkPositional(count);
        return new BoundSql(sql, (count == slots.length) ? slots : Arrays.copyOf(slots, count), template);
    }
}
