package dev.connections.cache.advice;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryCache;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.ResolvableType;

/** Adapts the return type of a method: a plain result, a future or a publisher. */
interface ResultAdapter {

    /** Gives a result that is new enough, or calls the method. */
    @Nullable
    Object get(CachedMethod method, QueryCache cache, CachePolicy policy, ProxyMethodInvocation invocation)
            throws Exception;

    /** The form that a method has by its type. */
    static ResultAdapter of(Class<?> returnType) {
        if (returnType == CompletableFuture.class || returnType == CompletionStage.class) {
            return FutureLoad::get;
        }
        if (ReactiveTypes.isMono(returnType)) {
            return ReactorResults::mono;
        }
        if (ReactiveTypes.isFlux(returnType)) {
            return ReactorResults::flux;
        }
        return (method, cache, policy, invocation) ->
                cache.get(method.key(invocation), policy, invocation, method.loads());
    }

    /** The type of what is cached. */
    static Class<?> contentType(ResolvableType returnType) {
        Class<?> raw = returnType.resolve(Object.class);
        if (ReactiveTypes.isFlux(raw)) {
            return Iterable.class;
        }
        boolean wrapped = raw == CompletableFuture.class || raw == CompletionStage.class || ReactiveTypes.isMono(raw);
        return wrapped ? returnType.getGeneric(0).resolve(Object.class) : raw;
    }
}
