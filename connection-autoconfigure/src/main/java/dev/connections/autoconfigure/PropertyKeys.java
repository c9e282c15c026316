package dev.connections.autoconfigure;

import java.beans.PropertyDescriptor;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The keys that a class of properties can be bound from, in kebab case: of a JavaBean or a record, with nested ones. A key
 * below which anything may stand, a map or a collection, is open.
 */
final class PropertyKeys {

    private final Set<String> keys = new TreeSet<>();

    private final Set<String> openKeys = new TreeSet<>();

    static PropertyKeys of(Class<?>... types) {
        PropertyKeys keys = new PropertyKeys();
        for (Class<?> type : types) {
            keys.add("", ResolvableType.forClass(type), new HashSet<>());
        }
        return keys;
    }

    /** All keys, in order; open ones once. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(keys);
        names.addAll(openKeys);
        return names;
    }

    /** The keys of single values at the top, in order. */
    Set<String> values() {
        return keys.stream().filter(key -> key.indexOf('.') < 0).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a property of that name, relative to the class, is bound. */
    boolean contains(ConfigurationPropertyName name) {
        String uniform = uniform(name, name.getNumberOfElements());
        if (keys.stream().anyMatch(key -> uniform(key).equals(uniform))) {
            return true;
        }
        for (int i = 1; i <= name.getNumberOfElements(); i++) {
            String ancestor = uniform(name, i);
            if (openKeys.stream().anyMatch(key -> uniform(key).equals(ancestor))) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #contains}, for a name whose dots may stand for dashes, as in the name of an environment variable. */
    boolean containsVariable(String key) {
        String squashed = squash(key);
        return keys.stream().anyMatch(known -> squash(known).equals(squashed))
                || openKeys.stream().anyMatch(known -> squashed.startsWith(squash(known)));
    }

    private static String squash(String key) {
        return uniform(key).replace(".", "");
    }

    private static String uniform(ConfigurationPropertyName name, int elements) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < elements; i++) {
            result.append('.').append(name.getElement(i, Form.UNIFORM));
        }
        return result.substring(1);
    }

    private static String uniform(String key) {
        return key.replace("-", "");
    }

    private void add(String prefix, ResolvableType type, Set<Class<?>> path) {
        Class<?> rawType = type.toClass();
        if (!path.add(rawType)) {
            return;
        }
        if (rawType.isRecord()) {
            for (RecordComponent component : rawType.getRecordComponents()) {
                addProperty(
                        prefix, component.getName(), ResolvableType.forType(component.getGenericType(), type), path);
            }
        } else {
            for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(rawType)) {
                if (property.getReadMethod() != null && property.getReadMethod().getDeclaringClass() != Object.class) {
                    ResolvableType valueType = ResolvableType.forMethodReturnType(property.getReadMethod(), rawType);
                    if (property.getWriteMethod() != null
                            || isOpen(valueType.toClass())
                            || !isValue(valueType.toClass())) {
                        addProperty(prefix, property.getName(), valueType, path);
                    }
                } else if (property.getWriteMethod() != null) {
                    addProperty(
                            prefix,
                            property.getName(),
                            ResolvableType.forMethodParameter(property.getWriteMethod(), 0, rawType),
                            path);
                }
            }
        }
        path.remove(rawType);
    }

    private void addProperty(String prefix, String name, ResolvableType type, Set<Class<?>> path) {
        String key = prefix + DataObjectPropertyName.toDashedForm(name);
        Class<?> rawType = type.toClass();
        if (isOpen(rawType)) {
            openKeys.add(key);
        } else if (isValue(rawType)) {
            keys.add(key);
        } else {
            add(key + ".", type, path);
        }
    }

    private static boolean isOpen(Class<?> type) {
        return Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type) || type.isArray();
    }

    /** Whether a type is bound from one value: everything but records and plain classes of an application. */
    private static boolean isValue(Class<?> type) {
        return BeanUtils.isSimpleValueType(type)
                || ClassUtils.isPrimitiveOrWrapper(type)
                || type.getName().startsWith("java.")
                || type.getName().startsWith("org.springframework.");
    }
}
