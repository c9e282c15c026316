package dev.connections.autoconfigure.environment;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The keys that classes of properties can be bound from, in kebab case: of JavaBeans, records and classes with one
 * constructor, with nested ones. In the key of an element, {@code []} stands for the index in a list and {@code *} for
 * the name in a map: {@code hosts.[].port}. A map of anything else is open: any key may follow.
 */
public final class PropertyKeys {

    private static final String ANY_NAME = "*";

    private static final String ANY_INDEX = "[]";

    private final Set<String> keys = new TreeSet<>();

    private final Set<String> openKeys = new TreeSet<>();

    public static PropertyKeys of(Class<?>... types) {
        PropertyKeys keys = new PropertyKeys();
        for (Class<?> type : types) {
            keys.add("", ResolvableType.forClass(type), new HashSet<>());
        }
        return keys;
    }

    /** Adds the keys of another class, below a prefix such as {@code proxy}; an empty one for none. */
    public PropertyKeys and(String prefix, Class<?> type) {
        add(prefix.isEmpty() ? "" : prefix + ".", ResolvableType.forClass(type), new HashSet<>());
        return this;
    }

    /** All keys, in order; those of maps and of lists of values once. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(keys);
        names.removeIf(key -> key.endsWith(ANY_INDEX));
        names.addAll(openKeys);
        return names;
    }

    /** As {@link #names()}, with the indexes and names that a key has in the places of {@code *} and {@code []}. */
    public Set<String> namesLike(ConfigurationPropertyName name) {
        return names().stream()
                .map(key -> filledIn(key.split("\\."), name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String filledIn(String[] key, ConfigurationPropertyName name) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < key.length; i++) {
            boolean given = i < name.getNumberOfElements() && isWildcard(key[i]) && matches(key[i], name, i);
            String element = given ? name.getElement(i, Form.ORIGINAL) : key[i];
            if (key[i].equals(ANY_INDEX)) {
                result.append(given ? "[" + element + "]" : element);
            } else {
                result.append('.').append(element);
            }
        }
        return result.substring(1);
    }

    private static boolean isWildcard(String element) {
        return element.equals(ANY_NAME) || element.equals(ANY_INDEX);
    }

    /** The keys of single values at the top, in order. */
    public Set<String> values() {
        return keys.stream().filter(key -> key.indexOf('.') < 0).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a property of that name, relative to the class, is bound. */
    public boolean contains(ConfigurationPropertyName name) {
        return keys.stream().anyMatch(key -> matches(key, name, false))
                || openKeys.stream().anyMatch(key -> matches(key, name, true));
    }

    private static boolean matches(String key, ConfigurationPropertyName name, boolean open) {
        String[] elements = uniform(key).split("\\.");
        int length = name.getNumberOfElements();
        if (open ? length < elements.length : length != elements.length) {
            return false;
        }
        for (int i = 0; i < elements.length; i++) {
            if (!matches(elements[i], name, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String element, ConfigurationPropertyName name, int index) {
        return switch (element) {
            case ANY_NAME -> true;
            case ANY_INDEX -> name.isNumericIndex(index);
            default -> element.equals(name.getElement(index, Form.UNIFORM));
        };
    }

    /** Whether keys below a key, such as {@code recovery}, are known. */
    public boolean isGroup(String key) {
        return names().stream().anyMatch(name -> uniform(name).startsWith(uniform(key) + "."));
    }

    /** As {@link #contains}, for a name whose dots may stand for dashes, as in the name of an environment variable. */
    public boolean containsVariable(String key) {
        String squashed = squash(key);
        return keys.stream()
                        .anyMatch(known -> pattern(known, "").matcher(squashed).matches())
                || openKeys.stream()
                        .anyMatch(
                                known -> pattern(known, ".*").matcher(squashed).matches());
    }

    private static Pattern pattern(String key, String rest) {
        String elements = Arrays.stream(uniform(key).split("\\."))
                .map(element -> switch (element) {
                    case ANY_NAME -> ".+";
                    case ANY_INDEX -> "[0-9]+";
                    default -> Pattern.quote(element);
                })
                .collect(Collectors.joining());
        return Pattern.compile(elements + rest);
    }

    private static String squash(String key) {
        return uniform(key).replaceAll("[.\\[\\]]", "");
    }

    private static String uniform(String key) {
        return key.replace("-", "");
    }

    private void add(String prefix, ResolvableType type, Set<Class<?>> path) {
        Class<?> rawType = type.toClass();
        if (!path.add(rawType)) {
            return;
        }
        Constructor<?> constructor = BindConstructorProvider.DEFAULT.getBindConstructor(rawType, false);
        if (constructor != null) {
            for (int i = 0; i < constructor.getParameterCount(); i++) {
                Parameter parameter = constructor.getParameters()[i];
                Class<?> settings = settingsOf(parameter);
                addProperty(
                        prefix,
                        parameter.getName(),
                        (settings != null)
                                ? ResolvableType.forClass(settings)
                                : ResolvableType.forConstructorParameter(constructor, i),
                        path);
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

    private static @Nullable Class<?> settingsOf(Parameter parameter) {
        PropertyKeysOf keys = parameter.getAnnotation(PropertyKeysOf.class);
        try {
            return (keys != null) ? Class.forName(keys.value()) : null;
        } catch (ClassNotFoundException | LinkageError ex) {
            return null;
        }
    }

    private void addProperty(String prefix, String name, ResolvableType type, Set<Class<?>> path) {
        add(prefix + DataObjectPropertyName.toDashedForm(name), type, path, false);
    }

    /** @param element whether it is the key of an element: one of a class without properties may have any */
    private void add(String key, ResolvableType type, Set<Class<?>> path, boolean element) {
        Class<?> rawType = type.toClass();
        ResolvableType elementType = elementType(type);
        if (elementType != null) {
            boolean isMap = Map.class.isAssignableFrom(rawType);
            if (path.contains(elementType.toClass()) || (isMap && isValue(elementType.toClass()))) {
                openKeys.add(key);
            } else {
                keys.add(key);
                add(key + "." + (isMap ? ANY_NAME : ANY_INDEX), elementType, path, true);
            }
        } else if (isValue(rawType)) {
            keys.add(key);
        } else {
            int before = keys.size() + openKeys.size();
            add(key + ".", type, path);
            if (element && before == keys.size() + openKeys.size()) {
                openKeys.add(key);
            }
        }
    }

    /** The type of the elements of a map, collection or array; {@code null} for another type. */
    private static @Nullable ResolvableType elementType(ResolvableType type) {
        Class<?> rawType = type.toClass();
        if (Map.class.isAssignableFrom(rawType)) {
            return type.asMap().getGeneric(1);
        }
        if (Collection.class.isAssignableFrom(rawType)) {
            return type.asCollection().getGeneric(0);
        }
        return rawType.isArray() ? type.getComponentType() : null;
    }

    /** The type of the elements of nested maps, collections and arrays; the type itself if it is none of them. */
    public static ResolvableType innermost(ResolvableType type) {
        ResolvableType elementType = elementType(type);
        return (elementType == null) ? type : innermost(elementType);
    }

    private static boolean isOpen(Class<?> type) {
        return elementType(ResolvableType.forClass(type)) != null;
    }

    /**
     * Whether a type is bound from one value: everything but records and plain classes of an application, and groups of
     * Spring Boot's own properties.
     */
    public static boolean isValue(Class<?> type) {
        return BeanUtils.isSimpleValueType(type)
                || ClassUtils.isPrimitiveOrWrapper(type)
                || type.getName().startsWith("java.")
                || (type.getName().startsWith("org.springframework.") && !isGroupOfSpring(type));
    }

    private static boolean isGroupOfSpring(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        return enclosing != null && enclosing.isAnnotationPresent(ConfigurationProperties.class);
    }
}
