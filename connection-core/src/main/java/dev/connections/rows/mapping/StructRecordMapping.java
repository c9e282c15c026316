package dev.connections.rows.mapping;

import dev.connections.rows.shape.ColumnKind;
import dev.connections.rows.shape.ResultShape;
import dev.connections.rows.shape.TimeRules;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/** Maps structured values to records by the names of their fields. Names match as column names do. */
final class StructRecordMapping {

    private StructRecordMapping() {}

    /** @throws IllegalArgumentException if the struct has no field, or several, for a component */
    static Object of(Map<?, ?> struct, Class<?> type, TimeRules times, ConversionService conversionService) {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = ConstructorHandles.of(
                type, Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            TypeDescriptor target = new TypeDescriptor(new MethodParameter(constructor, i));
            Object value = field(struct, components[i].getName(), type);
            values[i] = ValueConverter.to(target, ColumnKind.OBJECT, times).convert(value, conversionService);
        }
        MethodHandle create = ConstructorHandles.handle(constructor);
        try {
            return create.invokeWithArguments(values);
        } catch (RuntimeException | Error ex) {
            throw ex;
        } catch (Throwable ex) {
            throw new IllegalArgumentException(type.getTypeName() + " does not accept " + struct, ex);
        }
    }

    private static @Nullable Object field(Map<?, ?> struct, String name, Class<?> type) {
        if (struct.containsKey(name)) {
            return struct.get(name);
        }
        var keys = struct.keySet().stream()
                .filter(key -> ResultShape.loose(String.valueOf(key)).equals(ResultShape.loose(name)))
                .toList();
        if (keys.size() != 1) {
            throw new IllegalArgumentException((keys.isEmpty() ? "no field" : "several fields") + " for '" + name
                    + "' of " + type.getTypeName() + " in " + struct.keySet());
        }
        return struct.get(keys.get(0));
    }
}
