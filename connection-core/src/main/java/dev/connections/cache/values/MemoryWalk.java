package dev.connections.cache.values;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the sizes of all objects that one leads to, each once, without recursion: a graph may be deep, and lead back
 * to itself. Of a large collection only some elements are looked at, and the others taken to be like them. Used by one
 * thread.
 */
final class MemoryWalk {

    /** Of a larger collection so many elements are looked at. */
    private static final int SAMPLE = 1000;

    /** Shorter texts are counted each time: to remember them takes longer, and more memory, than that is wrong by. */
    private static final int SHORT_TEXT = 64;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    private double size;

    long size(@Nullable Object value) {
        add(value, 1);
        for (Pending next = pending.poll(); next != null; next = pending.poll()) {
            double own = next.factor * shallow(next.value, next.factor);
            size += own;
        }
        return (long) Math.min(size, Long.MAX_VALUE / 2);
    }

    /**
     * Adds an object.
     *
     * @param factor how many objects it stands for
     */
    private void add(@Nullable Object value, double factor) {
        if (value == null || isShort(value)) {
            size += factor * MemorySize.leaf(value);
            return;
        }
        if (!seen.add(value)) {
            return;
        }
        long leaf = MemorySize.leaf(value);
        if (leaf >= 0) {
            size += factor * leaf;
        } else {
            pending.push(new Pending(value, factor));
        }
    }

    private static boolean isShort(Object value) {
        return value instanceof String text && text.length() < SHORT_TEXT;
    }

    /** The size of an object itself, in bytes; what it refers to is added. */
    private long shallow(Object value, double factor) {
        if (value instanceof Record) {
            RecordAccess parts = RecordAccess.of(value.getClass());
            for (Object part : parts.references(value)) {
                add(part, factor);
            }
            return parts.shallowSize();
        }
        if (value instanceof Object[] array) {
            addSample(Arrays.asList(array), array.length, factor);
            return MemorySize.array(array.length, MemorySize.REFERENCE);
        }
        if (value instanceof Collection<?> values) {
            addSample(values, values.size(), factor);
            return MemorySize.OBJECT + MemorySize.array(values.size(), MemorySize.REFERENCE);
        }
        if (value instanceof Map<?, ?> map) {
            addSample(map.keySet(), map.size(), factor);
            addSample(map.values(), map.size(), factor);
            return MemorySize.OBJECT * (1L + map.size()) + MemorySize.array(map.size(), MemorySize.REFERENCE);
        }
        if (value instanceof Optional<?> optional) {
            add(optional.orElse(null), factor);
            return 16;
        }
        if (value instanceof Iterable<?> values) {
            long bytes = MemorySize.OBJECT;
            for (Object element : values) {
                add(element, factor);
                bytes += MemorySize.REFERENCE;
            }
            return bytes;
        }
        ObjectFields fields = ObjectFields.of(value.getClass());
        fields.references(value).forEach(reference -> add(reference, factor));
        return fields.shallowSize();
    }

    private void addSample(Collection<?> values, int count, double factor) {
        if (count <= SAMPLE) {
            values.forEach(each -> add(each, factor));
            return;
        }
        double step = (double) count / SAMPLE;
        int index = 0;
        int looked = 0;
        List<Object> added = new ArrayList<>(SAMPLE);
        for (Object each : values) {
            if (index++ >= looked * step && each != null) {
                looked++;
                if (isShort(each) || !seen.contains(each)) {
                    added.add(each);
                }
            }
        }
        // those that are the same again and again are no sample of others
        boolean alike = distinct(added) * 2 > SAMPLE;
        added.forEach(each -> add(each, alike ? factor * step : factor));
    }

    private static int distinct(List<Object> values) {
        Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        int texts = 0;
        for (Object value : values) {
            if (isShort(value)) {
                texts++;
            } else {
                distinct.add(value);
            }
        }
        return distinct.size() + texts;
    }

    private record Pending(Object value, double factor) {}
}
