package dev.connections.cache.codec;

import dev.connections.cache.values.RecordAccess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes values. Creates only objects of the classes in {@link ResultTypes}. Not thread-safe. */
final class ValueReader {

    private final ResultReader source;

    private final ResultTypes types;

    private final List<Class<?>> records = new ArrayList<>();

    private int depth;

    ValueReader(ResultReader source, ResultTypes types) {
        this.source = source;
        this.types = types;
    }

    @Nullable
    Object read() {
        int tag = source.tag();
        if (tag == ValueTag.NULL) {
            return null;
        }
        if (tag >= ValueTag.SCALAR && tag < ValueTag.SCALAR + ScalarForm.count()) {
            return ScalarForm.at(tag - ValueTag.SCALAR).read(source);
        }
        if (++depth > ValueTag.MOST_DEPTH) {
            throw new MalformedResultException("It is too deep");
        }
        Object value = readStructure(tag);
        depth--;
        return value;
    }

    private Object readStructure(int tag) {
        return switch (tag) {
            case ValueTag.LIST -> Collections.unmodifiableList(readAll(new ArrayList<>()));
            case ValueTag.SET -> Collections.unmodifiableSet(readAll(new LinkedHashSet<>()));
            case ValueTag.MAP -> readMap();
            case ValueTag.EMPTY -> Optional.empty();
            case ValueTag.PRESENT -> Optional.of(Objects.requireNonNull(read()));
            case ValueTag.FIRST_RECORD -> readFirstRecord();
            case ValueTag.RECORD -> readRecord(records.get(source.number(0, records.size() - 1)));
            case ValueTag.ENUM -> readEnum();
            case ValueTag.CODED -> readCoded();
            default -> throw new MalformedResultException("Unknown value");
        };
    }

    private <C extends Collection<@Nullable Object>> C readAll(C values) {
        int count = source.count(1);
        for (int i = 0; i < count; i++) {
            values.add(read());
        }
        return values;
    }

    private Map<@Nullable Object, @Nullable Object> readMap() {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        int count = source.count(2);
        for (int i = 0; i < count; i++) {
            Object key = read();
            map.put(key, read());
        }
        return Collections.unmodifiableMap(map);
    }

    private Object readFirstRecord() {
        Class<?> type = types.find(source.text());
        String form = source.text();
        if (type == null || !type.isRecord() || !RecordAccess.of(type).form().equals(form)) {
            throw new MalformedResultException("Unknown or changed record");
        }
        records.add(type);
        return readRecord(type);
    }

    private Object readRecord(Class<?> type) {
        RecordAccess parts = RecordAccess.of(type);
        @Nullable Object[] values = new @Nullable Object[parts.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read();
        }
        return parts.make(values);
    }

    private Object readEnum() {
        Class<?> type = types.find(source.text());
        String name = source.text();
        if (type != null && type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
        }
        throw new MalformedResultException("Unknown constant");
    }

    private Object readCoded() {
        ResultCodec<?> codec = types.codec(source.text());
        if (codec == null || codec.version() != source.number()) {
            throw new MalformedResultException("Unknown form");
        }
        return Objects.requireNonNull(codec.read(source, types.key()));
    }
}
