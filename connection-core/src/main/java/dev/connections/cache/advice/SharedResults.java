package dev.connections.cache.advice;

import dev.connections.cache.Immutability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what a method has returned something that all callers can share: what never changes stays as it is, collections are
 * copied into unmodifiable ones that keep the order and may hold {@code null}, everything else is refused.
 *
 * @param method whose results they are
 * @param declared what callers get of it: the type of the method, or what it is a future of
 */
record SharedResults(QueryMethod method, Class<?> declared) {

    /** @throws UnsupportedResultException if it cannot be shared */
    @Nullable
    Object of(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Object shared = share(value);
        if (declared.isInstance(shared) || declared.isPrimitive()) {
            return shared;
        }
        // a collection of a class of its own
        if (Immutability.isImmutable(value.getClass())) {
            return value;
        }
        throw new UnsupportedResultException(method, value.getClass());
    }

    private Object share(Object value) {
        if (value instanceof Set<?> set) {
            return Collections.unmodifiableSet(new LinkedHashSet<>(elements(set)));
        }
        if (value instanceof Collection<?> collection) {
            return Collections.unmodifiableList(elements(collection));
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(this::share);
        }
        if (Immutability.isImmutable(value.getClass())) {
            return value;
        }
        if (declared == Iterable.class && value instanceof Iterable<?> some) {
            List<@Nullable Object> collected = new ArrayList<>();
            some.forEach(collected::add);
            return Collections.unmodifiableList(elements(collected));
        }
        throw new UnsupportedResultException(method, value.getClass());
    }

    private List<@Nullable Object> elements(Collection<?> elements) {
        @Nullable Object[] shared = elements.toArray(new Object[0]);
        Class<?> known = null;
        for (int i = 0; i < shared.length; i++) {
            Object element = shared[i];
            // most are of one class
            if (element != null && element.getClass() != known) {
                shared[i] = share(element);
                known = (shared[i] == element) ? element.getClass() : null;
            }
        }
        return Arrays.asList(shared);
    }

    private Map<@Nullable Object, @Nullable Object> map(Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> shared = new LinkedHashMap<>();
        map.forEach((key, value) -> shared.put(shareOrNull(key), shareOrNull(value)));
        return Collections.unmodifiableMap(shared);
    }

    private @Nullable Object shareOrNull(@Nullable Object value) {
        return (value != null) ? share(value) : null;
    }
}
