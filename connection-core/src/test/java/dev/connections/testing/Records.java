package dev.connections.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Copies of records, such as default settings with other values. */
public final class Records {

    private Records() {}

    /**
     * Returns a copy with another value.
     *
     * @param component the name of the component
     * @throws IllegalArgumentException if there is no such component, or the record does not accept the value
     */
    public static <T extends Record> T with(T original, String component, @Nullable Object value) {
        RecordComponent[] components = original.getClass().getRecordComponents();
        if (Arrays.stream(components).noneMatch(each -> each.getName().equals(component))) {
            throw new IllegalArgumentException(original.getClass() + " has no component '" + component + "'");
        }
        try {
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = components[i].getName().equals(component)
                        ? value
                        : components[i].getAccessor().invoke(original);
            }
            Constructor<?> constructor = original.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            @SuppressWarnings("unchecked")
            T copy = (T) constructor.newInstance(values);
            return copy;
        } catch (InvocationTargetException ex) {
            throw new IllegalArgumentException(ex.getCause());
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
