package dev.connections.cache.advice;

import dev.connections.cache.QueryLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** Loads a result by calling the method. */
record MethodLoad(CachedMethod method, ProxyMethodInvocation invocation)
        implements QueryLoader<@Nullable Object, Exception> {

    @Override
    public @Nullable Object load() throws Exception {
        return method.shared(proceed(invocation));
    }

    /** Calls the method. Throws what it throws, declared or not. */
    static @Nullable Object proceed(ProxyMethodInvocation invocation) throws Exception {
        try {
            return invocation.proceed();
        } catch (Throwable ex) {
            throw MethodLoad.<Exception>asThrown(ex);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X asThrown(Throwable failure) throws X {
        throw (X) failure;
    }

    @Override
    public boolean isCacheable(@Nullable Object result) {
        return method.isCacheable(invocation, result);
    }

    @Override
    public Exception interrupted() {
        throw new IllegalStateException(
                "The thread was interrupted while another called " + method + " with the same arguments");
    }

    @Override
    public boolean isSourceFailure(Throwable failure) {
        return CachedMethod.isSourceFailure(failure);
    }

    @Override
    public QueryLoader<@Nullable Object, Exception> detached() {
        MethodLoad load = new MethodLoad(method, (ProxyMethodInvocation) invocation.invocableClone());
        return new Detached(load, ThreadContext.carriedInto(load::load));
    }

    /** The same on another thread, with what belongs to the thread of the caller. */
    private record Detached(MethodLoad caller, Callable<@Nullable Object> carried)
            implements QueryLoader<@Nullable Object, Exception> {

        @Override
        public @Nullable Object load() throws Exception {
            return carried.call();
        }

        @Override
        public boolean isCacheable(@Nullable Object result) {
            return caller.isCacheable(result);
        }
    }
}
