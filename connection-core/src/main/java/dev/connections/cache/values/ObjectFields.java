package dev.connections.cache.values;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.ReflectionUtils;

/** What objects of a class that is neither the JDK's nor a record refer to. Safe for use by several threads. */
final class ObjectFields {

    private static final ClassValue<ObjectFields> OF = new ClassValue<>() {
        @Override
        protected ObjectFields computeValue(Class<?> type) {
            return new ObjectFields(type);
        }
    };

    private final List<Field> references = new ArrayList<>();

    private final long shallowSize;

    private ObjectFields(Class<?> type) {
        int bytes = 12;
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    bytes += MemorySize.bytes(field.getType());
                    // a module may keep its fields to itself; they are not counted then
                    if (!field.getType().isPrimitive() && field.trySetAccessible()) {
                        references.add(field);
                    }
                }
            }
        }
        this.shallowSize = MemorySize.align(bytes);
    }

    static ObjectFields of(Class<?> type) {
        return OF.get(type);
    }

    /** The size of the object itself, in bytes, without what it refers to. */
    long shallowSize() {
        return shallowSize;
    }

    /** All that an object refers to. */
    List<Object> references(Object value) {
        List<Object> values = new ArrayList<>(references.size());
        for (Field field : references) {
            Object reference = ReflectionUtils.getField(field, value);
            if (reference != null) {
                values.add(reference);
            }
        }
        return values;
    }
}
