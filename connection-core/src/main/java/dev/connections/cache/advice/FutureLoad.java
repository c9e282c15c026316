package dev.connections.cache.advice;

import dev.connections.cache.AsyncQueryLoader;
import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryCache;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** Loads a result by calling a method that returns a future. */
record FutureLoad(CachedMethod method, ProxyMethodInvocation invocation) implements AsyncQueryLoader<@Nullable Object> {

    static CompletableFuture<@Nullable Object> get(
            CachedMethod method, QueryCache cache, CachePolicy policy, ProxyMethodInvocation invocation) {
        return cache.getAsync(method.key(invocation), policy, new FutureLoad(method, invocation));
    }

    @Override
    public CompletionStage<@Nullable Object> load() {
        CompletionStage<?> stage;
        try {
            stage = (CompletionStage<?>) MethodLoad.proceed(invocation);
        } catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
        return (stage != null)
                ? stage.thenApply(method::shared)
                : CompletableFuture.failedFuture(new IllegalStateException(method + " returned null for a future"));
    }

    @Override
    public boolean isCacheable(@Nullable Object result) {
        return method.isCacheable(invocation, result);
    }

    @Override
    public boolean isSourceFailure(Throwable failure) {
        return CachedMethod.isSourceFailure(failure);
    }
}
