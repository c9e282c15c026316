package dev.connections.cache.advice;

import dev.connections.cache.values.Immutability;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** Determines from declared types whether results can be shared by all callers. */
final class ShareableTypes {

    static final String REMEDY =
            "Return a value, a record or a class of final fields, or a List, Set, Map or Optional of such";

    private static final Set<Class<?>> COPIED =
            Set.of(List.class, Set.class, Map.class, Collection.class, Iterable.class, Optional.class);

    private static final Set<Class<?>> ASYNCHRONOUS = Set.of(CompletableFuture.class, CompletionStage.class);

    private static final List<Class<?>> USED_UP = List.of(
            BaseStream.class,
            Iterator.class,
            Enumeration.class,
            Spliterator.class,
            Future.class,
            CompletionStage.class,
            Flow.Publisher.class,
            AutoCloseable.class);

    private ShareableTypes() {}

    /** What is wrong with the type that a method returns, as the rest of a sentence; {@code null} if nothing is. */
    static @Nullable String problem(ResolvableType type) {
        Class<?> raw = type.resolve();
        if (raw != null && (ASYNCHRONOUS.contains(raw) || ReactiveTypes.isResult(raw))) {
            return problemOfContent(type.getGeneric(0));
        }
        return problemOfContent(type);
    }

    private static @Nullable String problemOfContent(ResolvableType type) {
        Class<?> raw = type.resolve();
        if (raw == null) {
            return null;
        }
        if (raw == void.class || raw == Void.class) {
            return "returns nothing, so there is nothing to cache. Remove @CachedQuery";
        }
        if (COPIED.contains(raw)) {
            for (ResolvableType element : type.getGenerics()) {
                String problem = problemOfContent(element);
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        }
        if (raw.isArray()
                || USED_UP.stream().anyMatch(each -> each.isAssignableFrom(raw))
                || ReactiveTypes.isPublisher(raw)) {
            return "returns " + raw.getTypeName() + ", which callers cannot share. " + REMEDY;
        }
        if (isMutable(raw)) {
            return "returns " + raw.getTypeName() + ", whose objects can be changed, so callers cannot share them. "
                    + REMEDY;
        }
        return Iterable.class.isAssignableFrom(raw)
                ? problemOfContent(type.as(Iterable.class).getGeneric(0))
                : null;
    }

    /**
     * Whether all objects of a class can be changed; of an interface or an abstract class, it depends on the object.
     */
    private static boolean isMutable(Class<?> type) {
        if (type.isInterface()) {
            return Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
        }
        return type != Object.class && !Modifier.isAbstract(type.getModifiers()) && !Immutability.isImmutable(type);
    }
}
