package dev.connections.autoconfigure.binding;

import dev.connections.SelfChecking;
import dev.connections.autoconfigure.environment.PropertyKeys;
import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * Runs the checks of bound properties, and of the properties nested in them at any depth, in lists, maps and arrays
 * too.
 */
final class SelfCheckRunner {

    private final BiConsumer<String, String> problems;

    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param problems called with the key of a property, such as {@code hosts[0].port}, and a message */
    SelfCheckRunner(BiConsumer<String, String> problems) {
        this.problems = problems;
    }

    void check(Object properties) {
        check("", properties);
    }

    private void check(String prefix, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> check(prefix + "." + key, element));
        } else if (value instanceof Collection<?> collection) {
            checkElements(prefix, collection.toArray());
        } else if (value instanceof Object[] array) {
            checkElements(prefix, array);
        } else if (!PropertyKeys.isValue(value.getClass()) && visited.add(value)) {
            if (value instanceof SelfChecking checking) {
                checking.check((key, message) -> problems.accept(key(prefix, key), message));
            }
            checkNested(prefix, value);
        }
    }

    private void checkElements(String prefix, Object[] elements) {
        for (int i = 0; i < elements.length; i++) {
            check(prefix + "[" + i + "]", elements[i]);
        }
    }

    private void checkNested(String prefix, Object value) {
        Class<?> type = value.getClass();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                checkProperty(prefix, component.getName(), component.getAccessor(), value);
            }
        } else {
            for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
                checkProperty(prefix, property.getName(), property.getReadMethod(), value);
            }
        }
    }

    private void checkProperty(String prefix, String name, @Nullable Method getter, Object owner) {
        if (getter != null && getter.getParameterCount() == 0 && !PropertyKeys.isValue(elementType(getter))) {
            ReflectionUtils.makeAccessible(getter);
            check(key(prefix, DataObjectPropertyName.toDashedForm(name)), ReflectionUtils.invokeMethod(getter, owner));
        }
    }

    private static Class<?> elementType(Method getter) {
        return PropertyKeys.innermost(ResolvableType.forMethodReturnType(getter))
                .toClass();
    }

    private static String key(String prefix, String key) {
        String all = key.isEmpty() ? prefix : prefix + "." + key;
        return all.startsWith(".") ? all.substring(1) : all;
    }
}
