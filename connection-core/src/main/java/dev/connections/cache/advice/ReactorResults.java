package dev.connections.cache.advice;

import dev.connections.cache.AsyncQueryLoader;
import dev.connections.cache.CachePolicy;
import dev.connections.cache.QueryCache;
import dev.connections.cache.keys.QueryKey;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/** Publishers that look up the result on each subscription. A load continues when its subscriber cancels. */
final class ReactorResults {

    private ReactorResults() {}

    static Mono<?> mono(CachedMethod method, QueryCache cache, CachePolicy policy, ProxyMethodInvocation invocation) {
        ProxyMethodInvocation kept = (ProxyMethodInvocation) invocation.invocableClone();
        QueryKey key = method.key(kept);
        return Mono.deferContextual(
                context -> Mono.fromFuture(cache.getAsync(key, policy, new Loader(method, kept, context, false))));
    }

    static Flux<?> flux(CachedMethod method, QueryCache cache, CachePolicy policy, ProxyMethodInvocation invocation) {
        return mono(method, cache, policy, invocation).flatMapIterable(elements -> (Iterable<?>) elements);
    }

    /** The same publisher, which first does something with the value of a success. */
    static Object onSuccess(Object publisher, Consumer<@Nullable Object> action) {
        if (publisher instanceof Mono<?> mono) {
            return mono.doOnSuccess(action::accept);
        }
        return ((Flux<?>) publisher).doOnComplete(() -> action.accept(null));
    }

    /** @param background whether it must not keep the subscribing thread */
    private record Loader(
            CachedMethod method, ProxyMethodInvocation invocation, ContextView context, boolean background)
            implements AsyncQueryLoader<@Nullable Object> {

        @Override
        public CompletionStage<@Nullable Object> load() {
            Mono<Object> result = Mono.defer(this::call).map(this::shared);
            return (background ? result.subscribeOn(Schedulers.boundedElastic()) : result)
                    .contextWrite(context)
                    .toFuture();
        }

        private Mono<?> call() {
            Object publisher;
            try {
                publisher = MethodLoad.proceed((ProxyMethodInvocation) invocation.invocableClone());
            } catch (Throwable ex) {
                return Mono.error(ex);
            }
            Assert.state(publisher instanceof Publisher, () -> method + " returned null for a publisher");
            return (publisher instanceof Flux<?> flux) ? flux.collectList() : (Mono<?>) publisher;
        }

        private Object shared(Object value) {
            return Objects.requireNonNull(method.shared(value));
        }

        @Override
        public boolean isCacheable(@Nullable Object result) {
            return method.isCacheable(invocation, result);
        }

        @Override
        public boolean isSourceFailure(Throwable failure) {
            return CachedMethod.isSourceFailure(failure);
        }

        @Override
        public AsyncQueryLoader<@Nullable Object> detached() {
            return new Loader(method, invocation, context, true);
        }
    }
}
