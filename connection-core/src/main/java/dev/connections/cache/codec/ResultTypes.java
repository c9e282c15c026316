package dev.connections.cache.codec;

import dev.connections.cache.keys.MethodVariant;
import dev.connections.cache.keys.QueryKey;
import dev.connections.cache.values.RecordAccess;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a result: the records and enums that the program names for it, and those that these name in turn. What
 * is stored can only choose among them.
 */
record ResultTypes(QueryKey key, Map<String, Class<?>> classes, Class<?> result, Map<Class<?>, ResultCodec<?>> codecs) {

    private static final ClassValue<Map<String, Class<?>>> REACHED = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
            Map<String, Class<?>> found = new HashMap<>();
            collect(type, found, new HashSet<>());
            return Map.copyOf(found);
        }
    };

    /** The classes of the result of a key, by the way in which it is wanted. */
    static ResultTypes of(QueryKey key, Map<Class<?>, ResultCodec<?>> codecs) {
        Object variant = key.variant();
        if (variant instanceof Class<?> type) {
            return new ResultTypes(key, REACHED.get(type), Object.class, codecs);
        }
        Map<String, Class<?>> found = new HashMap<>();
        collectNamed(variant, found);
        return new ResultTypes(
                key, found, (variant instanceof MethodVariant method) ? method.result() : Object.class, codecs);
    }

    private static void collectNamed(@Nullable Object variant, Map<String, Class<?>> found) {
        if (variant instanceof Class<?> type) {
            found.putAll(REACHED.get(type));
        } else if (variant instanceof Type type) {
            collect(type, found, new HashSet<>());
        } else if (variant instanceof MethodVariant method) {
            method.named().forEach(type -> found.putAll(REACHED.get(type)));
        } else if (variant instanceof Record tuple) {
            for (Object part : RecordAccess.of(tuple.getClass()).values(tuple)) {
                collectNamed(part, found);
            }
        } else if (variant instanceof Iterable<?> parts) {
            parts.forEach(part -> collectNamed(part, found));
        }
    }

    private static void collect(Type type, Map<String, Class<?>> found, Set<Type> visited) {
        if (!visited.add(type)) {
            return;
        }
        if (type instanceof Class<?> named) {
            collectClass(named, found, visited);
        } else if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), found, visited);
            collectAll(generic.getActualTypeArguments(), found, visited);
        } else if (type instanceof WildcardType wildcard) {
            collectAll(wildcard.getUpperBounds(), found, visited);
        } else if (type instanceof TypeVariable<?> variable) {
            collectAll(variable.getBounds(), found, visited);
        } else if (type instanceof GenericArrayType array) {
            collect(array.getGenericComponentType(), found, visited);
        }
    }

    private static void collectClass(Class<?> type, Map<String, Class<?>> found, Set<Type> visited) {
        if (type.isArray()) {
            collect(type.getComponentType(), found, visited);
        }
        if (type.isEnum()) {
            found.put(type.getName(), type);
        }
        if (type.isRecord()) {
            found.put(type.getName(), type);
            for (RecordComponent component : type.getRecordComponents()) {
                collect(component.getGenericType(), found, visited);
            }
        }
        if (type.isSealed()) {
            collectAll(type.getPermittedSubclasses(), found, visited);
        }
    }

    private static void collectAll(Type[] types, Map<String, Class<?>> found, Set<Type> visited) {
        for (Type type : types) {
            collect(type, found, visited);
        }
    }

    /** Whether a class, a record or an enum, is one of them. */
    boolean contains(Class<?> type) {
        return classes.get(type.getName()) == type;
    }

    /** The class of a name; {@code null} if it is none of them. */
    @Nullable
    Class<?> find(String name) {
        return classes.get(name);
    }

    @Nullable
    ResultCodec<?> codec(Class<?> type) {
        return codecs.get(type);
    }

    /** The codec that writes a class of a name. */
    @Nullable
    ResultCodec<?> codec(String name) {
        return codecs.values().stream()
                .filter(codec -> codec.type().getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Whether a caller can take a value for its result. */
    boolean accept(@Nullable Object value) {
        return value == null || result.isPrimitive() || result.isInstance(value);
    }
}
