package dev.connections.snowflake.load;

import dev.connections.rows.Row;
import dev.connections.sql.execution.SqlWork;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The elements of a bulk load: rows, maps, records or JavaBeans, all of the kind of the first one. Not thread-safe.
 */
final class LoadRecords {

    private final SqlWork work;

    private final Iterator<?> elements;

    private @Nullable Object first;

    private List<String> names = List.of();

    private long taken;

    LoadRecords(SqlWork work, Iterator<?> elements) {
        this.work = work;
        this.elements = elements;
    }

    /** Looks at the first element; whether there is one. */
    boolean begin() {
        if (first == null && taken == 0 && elements.hasNext()) {
            first = notNull(elements.next());
            names = namesOf(first);
        }
        return first != null;
    }

    private List<String> namesOf(Object element) {
        if (element instanceof Row row) {
            return row.columns();
        }
        Collection<?> all = (element instanceof Map<?, ?> map) ? map.keySet() : work.partsOf(element);
        List<String> result = all.stream().map(String::valueOf).toList();
        if (result.isEmpty()) {
            throw work.usage("elements of " + element.getClass().getName() + " cannot be written: they are records,"
                    + " JavaBeans, maps by column name, or rows");
        }
        return result;
    }

    /** The names of what an element holds. */
    List<String> names() {
        return names;
    }

    boolean hasNext() {
        return (taken == 0 && first != null) || elements.hasNext();
    }

    /** The next element, as a function that gives what it holds by name. */
    Function<String, @Nullable Object> next() {
        @Nullable Object begun = (taken == 0) ? first : null;
        if (begun == null && !elements.hasNext()) {
            throw new NoSuchElementException();
        }
        Object element = (begun != null) ? begun : notNull(elements.next());
        taken++;
        if (element instanceof Row row) {
            if (!row.columns().equals(names)) {
                throw unlike("has the columns " + row.columns() + " and not " + names);
            }
            return row::getObject;
        }
        if (element instanceof Map<?, ?> map) {
            if (map.size() != names.size() || !map.keySet().containsAll(names)) {
                throw unlike("has the keys " + map.keySet() + " and not " + names);
            }
            return map::get;
        }
        if (first != null && element.getClass() != first.getClass()) {
            throw unlike("is a " + element.getClass().getName() + " and not a "
                    + first.getClass().getName());
        }
        return work.valuesOf(element);
    }

    /** How many elements have been taken. */
    long taken() {
        return taken;
    }

    private InvalidDataAccessApiUsageException unlike(String what) {
        return work.usage("the element " + taken + " " + what + ", as the first one: nothing has been written");
    }

    private Object notNull(@Nullable Object element) {
        if (element == null) {
            throw work.usage("the element " + (taken + 1) + " is null: nothing has been written");
        }
        return element;
    }
}
