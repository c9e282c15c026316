package dev.connections.cache.keys;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * How the result of a method is wanted, in a {@link QueryKey}: equal to that of the same method. Immutable.
 *
 * @param signature what no other method is called, the same on all nodes
 * @param result what a result is at least
 * @param named the classes that the type of the method names
 */
public record MethodVariant(String signature, Class<?> result, Set<Class<?>> named) {

    /**
     * The variant of a method.
     *
     * @param signature what no other method is called, the same on all nodes
     * @param result what a result is at least
     * @param returnType what the method returns
     */
    public static MethodVariant of(String signature, Class<?> result, ResolvableType returnType) {
        Set<Class<?>> named = new LinkedHashSet<>();
        collect(returnType, named);
        return new MethodVariant(signature, result, Set.copyOf(named));
    }

    private static void collect(ResolvableType type, Set<Class<?>> named) {
        named.add(type.resolve(Object.class));
        for (ResolvableType generic : type.getGenerics()) {
            collect(generic, named);
        }
        if (type.isArray()) {
            collect(type.getComponentType(), named);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MethodVariant that && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return signature.hashCode();
    }
}
