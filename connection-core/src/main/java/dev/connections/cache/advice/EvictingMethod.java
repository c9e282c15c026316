package dev.connections.cache.advice;

import dev.connections.NearestName;
import dev.connections.cache.QueryCache;
import dev.connections.cache.QueryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Removes cached results after the calls of an {@link dev.connections.cache.EvictQueries} method that succeed. */
final class EvictingMethod implements QueryAdvice {

    private final QueryMethod method;

    private final ConnectionReference connection;

    private final List<String> queries;

    private final @Nullable MethodExpression key;

    private final QueryMethods methods;

    EvictingMethod(
            QueryMethod method,
            ConnectionReference connection,
            List<String> queries,
            @Nullable MethodExpression key,
            QueryMethods methods) {
        this.method = method;
        this.connection = connection;
        this.queries = queries;
        this.key = key;
        this.methods = methods;
    }

    @Override
    public @Nullable Object invoke(ProxyMethodInvocation invocation) throws Throwable {
        Object result = invocation.proceed();
        if (result instanceof CompletionStage<?> stage) {
            return evictAfter(stage, invocation);
        }
        if (result != null && Reactive.isResult(invocation.getMethod().getReturnType())) {
            ProxyMethodInvocation kept = (ProxyMethodInvocation) invocation.invocableClone();
            return ReactorResults.onSuccess(result, value -> evict(kept, value));
        }
        evict(invocation, result);
        return result;
    }

    private CompletionStage<?> evictAfter(CompletionStage<?> stage, ProxyMethodInvocation invocation) {
        ProxyMethodInvocation kept = (ProxyMethodInvocation) invocation.invocableClone();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            QueryCache cache = connection.cache();
            AfterCommit.run(
                    cache,
                    () -> stage.thenAccept(value -> eviction(cache, kept, value).run()));
            return stage;
        }
        return stage.thenApply(value -> {
            evict(kept, value);
            return value;
        });
    }

    private void evict(ProxyMethodInvocation invocation, @Nullable Object result) {
        QueryCache cache = connection.cache();
        AfterCommit.run(cache, eviction(cache, invocation, result));
    }

    /** What is to be done after a call. The key is told by the arguments as they are now. */
    private Runnable eviction(QueryCache cache, ProxyMethodInvocation invocation, @Nullable Object result) {
        if (queries.isEmpty()) {
            return cache::clear;
        }
        if (key == null) {
            return () -> queries.forEach(cache::evict);
        }
        Object value = key.value(invocation, result);
        List<QueryKey> keys = queries.stream()
                .flatMap(query -> methods.named(query, cache))
                .map(cached -> cached.keyOf(value))
                .toList();
        return () -> keys.forEach(cache::evict);
    }

    /** What is wrong with the names of its queries, when all cached queries are known. */
    List<String> problemsOfNames() {
        List<String> problems = new ArrayList<>();
        QueryCache cache = connection.cache();
        for (String query : queries) {
            if (isText(query)) {
                continue;
            }
            List<CachedMethod> named = methods.named(query, cache).toList();
            if (named.isEmpty()) {
                problems.add(method + " evicts '" + query + "', but connection '" + cache.connection()
                        + "' has no cached query of that name. " + NearestName.hint(query, methods.names(cache)));
            }
            for (CachedMethod cached : named) {
                if (key != null && !cached.hasSingleKey()) {
                    problems.add(method + " evicts one result of " + cached + " by a key, but that has none. Give its"
                            + " @CachedQuery a 'key', or evict all its results");
                }
            }
        }
        return problems;
    }

    /** A text has spaces, a name has none. */
    static boolean isText(String query) {
        return query.indexOf(' ') >= 0;
    }
}
