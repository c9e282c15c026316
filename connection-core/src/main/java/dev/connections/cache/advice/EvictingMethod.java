package dev.connections.cache.advice;

import dev.connections.NearestName;
import dev.connections.cache.QueryCache;
import dev.connections.cache.keys.QueryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The advice of an {@link dev.connections.cache.EvictQueries} method: evicts after calls that succeed. */
record EvictingMethod(
        QueryMethod method,
        ConnectionReference connection,
        List<String> queries,
        @Nullable MethodExpression key,
        QueryMethods methods)
        implements QueryAdvice {

    @Override
    public @Nullable Object invoke(ProxyMethodInvocation invocation) throws Throwable {
        Object result = invocation.proceed();
        if (result instanceof CompletionStage<?> stage) {
            return evictAfter(stage, invocation);
        }
        if (result != null && ReactiveTypes.isResult(invocation.getMethod().getReturnType())) {
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

    /** Returns the eviction that runs after a call. The key is evaluated with the arguments before the call. */
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

    /**
     * What is wrong with the names of its queries, when all cached queries are known: they are near others, or have no
     * key.
     */
    List<String> problemsOfNames() {
        List<String> problems = new ArrayList<>();
        QueryCache cache = connection.cache();
        for (String query : queries) {
            for (CachedMethod cached : methods.named(query, cache).toList()) {
                if (key != null && !cached.hasSingleKey()) {
                    problems.add(method + " evicts one result of " + cached + " by a key, but that has none. Give its"
                            + " @CachedQuery a 'key', or evict all its results");
                }
            }
            if (isUnknown(query, cache)) {
                NearestName.of(query, methods.names(cache))
                        .ifPresent(nearest -> problems.add(unknown(query, cache) + " Did you mean '" + nearest + "'?"));
            }
        }
        return problems;
    }

    /**
     * The names of its queries that are near no other. They may be those of another application, which shares results.
     */
    List<String> unknownNames() {
        QueryCache cache = connection.cache();
        return queries.stream()
                .filter(query -> isUnknown(query, cache))
                .filter(query -> NearestName.of(query, methods.names(cache)).isEmpty())
                .map(query -> unknown(query, cache) + " A text of a query has spaces.")
                .toList();
    }

    private boolean isUnknown(String query, QueryCache cache) {
        return !isText(query) && methods.named(query, cache).findAny().isEmpty();
    }

    private String unknown(String query, QueryCache cache) {
        return method + " evicts '" + query + "', but there is no cached query of that name on connection '"
                + cache.connection() + "'.";
    }

    /** A text has spaces, a name has none. */
    static boolean isText(String query) {
        return query.indexOf(' ') >= 0;
    }
}
