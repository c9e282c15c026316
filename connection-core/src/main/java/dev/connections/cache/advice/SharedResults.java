package dev.connections.cache.advice;

import dev.connections.cache.Immutability;
import dev.connections.cache.SharedCopy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what a method has returned something that all callers can share: what never changes stays as it is, collections are
 * copied into unmodifiable ones, also within records, and everything else is refused.
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
        SharedCopy copy = new SharedCopy(type -> new UnsupportedResultException(method, type));
        boolean collected = declared == Iterable.class
                && value instanceof Iterable<?>
                && !(value instanceof Collection<?>)
                && !Immutability.isImmutable(value.getClass());
        return copy.of(collected ? elements((Iterable<?>) value) : value);
    }

    private static List<@Nullable Object> elements(Iterable<?> some) {
        List<@Nullable Object> elements = new ArrayList<>();
        some.forEach(elements::add);
        return elements;
    }
}
