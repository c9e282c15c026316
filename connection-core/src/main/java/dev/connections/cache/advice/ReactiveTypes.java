package dev.connections.cache.advice;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The types of Reactor, if it is on the class path; {@link ReactorResults} must not be loaded otherwise. */
final class ReactiveTypes {

    private static final @Nullable Class<?> PUBLISHER = find("org.reactivestreams.Publisher");

    private static final @Nullable Class<?> MONO = find("reactor.core.publisher.Mono");

    private static final @Nullable Class<?> FLUX = find("reactor.core.publisher.Flux");

    private ReactiveTypes() {}

    private static @Nullable Class<?> find(String name) {
        try {
            return ClassUtils.forName(name, ReactiveTypes.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError ex) {
            return null;
        }
    }

    static boolean isMono(Class<?> type) {
        return type == MONO;
    }

    static boolean isFlux(Class<?> type) {
        return type == FLUX;
    }

    static boolean isResult(Class<?> type) {
        return isMono(type) || isFlux(type);
    }

    static boolean isPublisher(Class<?> type) {
        return PUBLISHER != null && PUBLISHER.isAssignableFrom(type);
    }
}
