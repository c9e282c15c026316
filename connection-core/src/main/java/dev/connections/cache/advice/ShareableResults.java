package dev.connections.cache.advice;

import dev.connections.cache.codec.UnsupportedResultException;
import dev.connections.cache.values.Immutability;
import dev.connections.cache.values.SharedCopy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the result of a method immutable. Immutable values stay, collections are copied into unmodifiable ones, also
 * within records, and everything else is refused.
 *
 * @param method the cached method
 * @param declared the declared type of the result: the method's return type, or the content of the returned future
 */
record ShareableResults(QueryMethod method, Class<?> declared) {

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
        throw unsupported(value.getClass());
    }

    private Object share(Object value) {
        SharedCopy copy = new SharedCopy(this::unsupported);
        boolean collected = declared == Iterable.class
                && value instanceof Iterable<?>
                && !(value instanceof Collection<?>)
                && !Immutability.isImmutable(value.getClass());
        return copy.of(collected ? elements((Iterable<?>) value) : value);
    }

    private UnsupportedResultException unsupported(Class<?> type) {
        return new UnsupportedResultException(method + " returned, or returned a collection of, " + type.getTypeName()
                + ": such objects cannot be shared by a cache, because they can be changed or are used up. "
                + ShareableTypes.REMEDY);
    }

    private static List<@Nullable Object> elements(Iterable<?> some) {
        List<@Nullable Object> elements = new ArrayList<>();
        some.forEach(elements::add);
        return elements;
    }
}
