package dev.connections.cache.values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a loaded result immutable, at any depth. Immutable values stay. Collections are copied into unmodifiable ones
 * that keep the order and may contain {@code null}. Records are created again with such copies, and everything else is
 * refused. Safe for use by several threads.
 */
public final class SharedCopy {

    /** Deeper structures are taken to lead back to themselves. */
    private static final int DEEPEST = 200;

    private static final String UNMODIFIABLE = "java.util.Collections$Unmodifiable";

    private static final String IMMUTABLE = "java.util.ImmutableCollections$";

    private static final String SLICES = "org.springframework.data.domain.";

    private final Function<Class<?>, ? extends RuntimeException> refusal;

    /** @param refusal the exception for an object of a class that cannot be shared */
    public SharedCopy(Function<Class<?>, ? extends RuntimeException> refusal) {
        this.refusal = refusal;
    }

    /**
     * A value that can be shared: the given one, or a copy.
     *
     * @throws RuntimeException the refusal, if it cannot be shared
     */
    public Object of(Object value) {
        return Immutability.isImmutableByItself(value.getClass()) ? value : new Walk().of(value, 0);
    }

    /** Copies one result. Used by one thread. */
    private final class Walk {

        private static final Object IN_PROGRESS = new Object();

        /** The copies of what was found: an object that is referred to often is copied once. */
        private final Map<Object, Object> copies = new IdentityHashMap<>();

        private Object of(Object value, int depth) {
            Class<?> type = value.getClass();
            if (Immutability.isImmutableByItself(type)) {
                return value;
            }
            Object known = copies.putIfAbsent(value, IN_PROGRESS);
            if (known == null) {
                if (depth > DEEPEST) {
                    throw refusal.apply(type);
                }
                Object copy = copy(value, type, depth);
                copies.put(value, copy);
                return copy;
            }
            if (known != IN_PROGRESS) {
                return known;
            }
            // it leads back to itself, and is as good as its other fields, unless it is to be copied
            if (value instanceof Iterable || value instanceof Map || value instanceof Record) {
                throw refusal.apply(type);
            }
            return value;
        }

        private Object copy(Object value, Class<?> type, int depth) {
            if (value instanceof Set<?> set) {
                List<@Nullable Object> elements = elements(set, depth);
                return isUnchanged(set, elements) ? set : Collections.unmodifiableSet(new LinkedHashSet<>(elements));
            }
            if (value instanceof Collection<?> collection) {
                List<@Nullable Object> elements = elements(collection, depth);
                return isUnchanged(collection, elements) ? collection : Collections.unmodifiableList(elements);
            }
            if (value instanceof Map<?, ?> map) {
                return map(map, depth);
            }
            if (value instanceof Optional<?> optional) {
                return optional.map(content -> of(content, depth + 1));
            }
            if (value instanceof Record) {
                return record(value, depth);
            }
            if (type.getName().startsWith(SLICES) && SliceCopies.isSlice(value)) {
                return SliceCopies.map(value, element -> of(element, depth + 1));
            }
            if (Immutability.isImmutable(type)
                    && (!Immutability.isFinalFields(type) || hasImmutableFields(value, depth))) {
                return value;
            }
            throw refusal.apply(type);
        }

        private List<@Nullable Object> elements(Collection<?> elements, int depth) {
            @Nullable Object[] shared = elements.toArray(new Object[0]);
            Class<?> known = null;
            for (int i = 0; i < shared.length; i++) {
                Object element = shared[i];
                // most are of one class
                if (element != null && element.getClass() != known) {
                    shared[i] = of(element, depth + 1);
                    known = Immutability.isImmutableByItself(element.getClass()) ? element.getClass() : null;
                }
            }
            return Arrays.asList(shared);
        }

        /** Whether a collection that nobody can change holds the same as its copy. */
        private static boolean isUnchanged(Collection<?> collection, List<@Nullable Object> copy) {
            if (!collection.getClass().getName().startsWith(IMMUTABLE)) {
                return false;
            }
            int i = 0;
            for (Object element : collection) {
                if (element != copy.get(i++)) {
                    return false;
                }
            }
            return true;
        }

        private Map<?, ?> map(Map<?, ?> map, int depth) {
            Map<@Nullable Object, @Nullable Object> shared = new LinkedHashMap<>();
            boolean[] changed = {!map.getClass().getName().startsWith(IMMUTABLE)};
            map.forEach((key, value) -> {
                Object sharedKey = ofNullable(key, depth);
                Object sharedValue = ofNullable(value, depth);
                changed[0] |= sharedKey != key || sharedValue != value;
                shared.put(sharedKey, sharedValue);
            });
            return changed[0] ? Collections.unmodifiableMap(shared) : map;
        }

        private @Nullable Object ofNullable(@Nullable Object value, int depth) {
            return (value != null) ? of(value, depth + 1) : null;
        }

        private Object record(Object value, int depth) {
            RecordAccess parts = RecordAccess.of(value.getClass());
            @Nullable Object[] fields = parts.fields(value);
            boolean changed = false;
            for (int i = 0; i < fields.length; i++) {
                Object field = fields[i];
                if (field != null) {
                    Object shared = fitting(of(field, depth + 1), field, parts.type(i));
                    changed |= shared != field;
                    fields[i] = shared;
                }
            }
            if (!changed) {
                return value;
            }
            Object copy = parts.make(fields);
            // its constructor may have made collections of its own
            @Nullable Object[] made = parts.fields(copy);
            for (int i = 0; i < made.length; i++) {
                Object field = made[i];
                if (field != null && field != fields[i] && !isShared(field, depth)) {
                    throw refusal.apply(value.getClass());
                }
            }
            return copy;
        }

        /** A copy that a component can hold: some are declared as sorted collections. */
        private Object fitting(Object shared, Object original, Class<?> type) {
            if (type.isPrimitive() || type.isInstance(shared)) {
                return shared;
            }
            Object sorted = shared;
            if (original instanceof NavigableSet<?> set) {
                sorted = Collections.unmodifiableNavigableSet(sortedSet(set, (Set<?>) shared));
            } else if (original instanceof NavigableMap<?, ?> map) {
                sorted = Collections.unmodifiableNavigableMap(sortedMap(map, (Map<?, ?>) shared));
            }
            if (type.isInstance(sorted)) {
                return sorted;
            }
            // a collection of a class of its own
            if (Immutability.isImmutable(type)) {
                return original;
            }
            throw refusal.apply(original.getClass());
        }

        @SuppressWarnings("unchecked")
        private static NavigableSet<Object> sortedSet(NavigableSet<?> original, Set<?> elements) {
            NavigableSet<Object> copy = new TreeSet<>(((NavigableSet<Object>) original).comparator());
            copy.addAll(elements);
            return copy;
        }

        @SuppressWarnings("unchecked")
        private static NavigableMap<Object, Object> sortedMap(NavigableMap<?, ?> original, Map<?, ?> entries) {
            NavigableMap<Object, Object> copy = new TreeMap<>(((NavigableMap<Object, Object>) original).comparator());
            copy.putAll(entries);
            return copy;
        }

        private boolean hasImmutableFields(Object value, int depth) {
            for (Object field : ObjectFields.of(value.getClass()).references(value)) {
                if (!isShared(field, depth)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether nobody can change a value. An unmodifiable view is believed to be all there is of its collection. */
        private boolean isShared(Object value, int depth) {
            if (!value.getClass().getName().startsWith(UNMODIFIABLE)) {
                return of(value, depth + 1) == value;
            }
            List<@Nullable Object> elements = new ArrayList<>();
            if (value instanceof Map<?, ?> map) {
                elements.addAll(map.keySet());
                elements.addAll(map.values());
            } else {
                elements.addAll((Collection<?>) value);
            }
            return elements.stream().allMatch(element -> element == null || isShared(element, depth + 1));
        }
    }
}
