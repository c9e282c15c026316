package dev.connections.cache.codec;

import dev.connections.cache.values.RecordAccess;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Encodes values, each after its tag. Not thread-safe. */
final class ValueWriter {

    private final ResultWriter target;

    private final ResultTypes types;

    private final Map<Class<?>, Integer> records = new HashMap<>();

    private int depth;

    ValueWriter(ResultWriter target, ResultTypes types) {
        this.target = target;
        this.types = types;
    }

    void write(@Nullable Object value) {
        if (value == null) {
            target.tag(ValueTag.NULL);
            return;
        }
        ScalarForm form = ScalarForm.of(value);
        if (form != null) {
            target.tag(ValueTag.SCALAR + form.ordinal());
            form.write(value, target);
            return;
        }
        if (++depth > ValueTag.MOST_DEPTH) {
            throw new UnsupportedResultException(value.getClass());
        }
        writeStructure(value);
        depth--;
    }

    private void writeStructure(Object value) {
        Class<?> type = value.getClass();
        ResultCodec<?> codec = types.codec(type);
        if (codec != null) {
            target.tag(ValueTag.CODED);
            target.text(type.getName());
            target.number(codec.version());
            writeCoded(codec, value);
        } else if (value instanceof Record) {
            writeRecord(type, value);
        } else if (value instanceof Enum<?> constant) {
            if (!types.contains(constant.getDeclaringClass())) {
                throw new UnsupportedResultException(type);
            }
            target.tag(ValueTag.ENUM);
            target.text(constant.getDeclaringClass().getName());
            target.text(constant.name());
        } else if (value instanceof Optional<?> optional) {
            target.tag(optional.isEmpty() ? ValueTag.EMPTY : ValueTag.PRESENT);
            optional.ifPresent(this::write);
        } else {
            writeCollection(type, value);
        }
    }

    private <T> void writeCoded(ResultCodec<T> codec, Object value) {
        codec.write(codec.type().cast(value), target);
    }

    private void writeRecord(Class<?> type, Object value) {
        if (!types.contains(type)) {
            throw new UnsupportedResultException(type);
        }
        RecordAccess parts = RecordAccess.of(type);
        Integer number = records.putIfAbsent(type, records.size());
        if (number == null) {
            target.tag(ValueTag.FIRST_RECORD);
            target.text(type.getName());
            target.text(parts.form());
        } else {
            target.tag(ValueTag.RECORD);
            target.number(number);
        }
        for (Object part : parts.values(value)) {
            write(part);
        }
    }

    /**
     * Only what a caller cannot tell from that which is read: a list of another library, or a sorted set, is more than
     * one.
     */
    private void writeCollection(Class<?> type, Object value) {
        if (!type.getName().startsWith("java.util.")) {
            throw new UnsupportedResultException(type);
        }
        if (value instanceof List<?> list) {
            writeAll(ValueTag.LIST, list);
        } else if (value instanceof Set<?> set && !(value instanceof SortedSet)) {
            writeAll(ValueTag.SET, set);
        } else if (value instanceof Map<?, ?> map && !(value instanceof SortedMap)) {
            target.tag(ValueTag.MAP);
            target.number(map.size());
            map.forEach((key, entry) -> {
                write(key);
                write(entry);
            });
        } else {
            throw new UnsupportedResultException(type);
        }
    }

    private void writeAll(int tag, Collection<?> values) {
        target.tag(tag);
        target.number(values.size());
        values.forEach(this::write);
    }
}
