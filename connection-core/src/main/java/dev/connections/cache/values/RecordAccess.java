package dev.connections.cache.values;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** Reads the components of records, and creates records from components. Thread-safe. */
public final class RecordAccess {

    private static final ClassValue<RecordAccess> OF = new ClassValue<>() {
        @Override
        protected RecordAccess computeValue(Class<?> type) {
            return new RecordAccess(type);
        }
    };

    private final Method[] accessors;

    private final Method[] references;

    private final Field[] fields;

    private final long shallowSize;

    private final Constructor<?> constructor;

    private final String form;

    private RecordAccess(Class<?> type) {
        this.accessors = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .toArray(Method[]::new);
        for (Method accessor : accessors) {
            accessor.setAccessible(true);
        }
        this.references = Arrays.stream(accessors)
                .filter(accessor -> !accessor.getReturnType().isPrimitive())
                .toArray(Method[]::new);
        this.fields = Arrays.stream(type.getRecordComponents())
                .map(component -> field(type, component.getName()))
                .toArray(Field[]::new);
        this.constructor = constructor(type);
        this.form = Arrays.stream(type.getRecordComponents())
                .map(component ->
                        component.getName() + ':' + component.getGenericType().getTypeName())
                .collect(Collectors.joining(","));
        this.shallowSize = MemorySize.align(12
                + Arrays.stream(accessors)
                        .mapToInt(accessor -> MemorySize.bytes(accessor.getReturnType()))
                        .sum());
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public static RecordAccess of(Class<?> type) {
        return OF.get(type);
    }

    /** The values of all components, in order, in an array of their own. */
    public @Nullable Object[] values(Object value) {
        return values(accessors, value);
    }

    /**
     * What the record holds, whatever its accessors give: one value for each component, in order, in an array of their
     * own.
     */
    @Nullable
    Object[] fields(Object value) {
        @Nullable Object[] values = new @Nullable Object[fields.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ReflectionUtils.getField(fields[i], value);
        }
        return values;
    }

    /** The declared type of a component. */
    Class<?> type(int index) {
        return fields[index].getType();
    }

    /** The number of components. */
    public int count() {
        return accessors.length;
    }

    /** The names and types of all components: that of another version of the class differs. */
    public String form() {
        return form;
    }

    /** Makes a record of the values of all components. */
    public Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException ex) {
            throw new IllegalArgumentException(ex.getCause());
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The values of the components that are references. */
    @Nullable
    Object[] references(Object value) {
        return values(references, value);
    }

    /** The size of the record itself, in bytes, without what it refers to. */
    long shallowSize() {
        return shallowSize;
    }

    private static @Nullable Object[] values(Method[] accessors, Object value) {
        @Nullable Object[] values = new @Nullable Object[accessors.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ReflectionUtils.invokeMethod(accessors[i], value);
        }
        return values;
    }
}
