package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/** A loader whose loads are counted. */
final class CountedLoader<T extends @Nullable Object, X extends Exception> implements QueryLoader<T, X> {

    private final QueryLoader<T, X> loader;

    private final QueryCache cache;

    CountedLoader(QueryLoader<T, X> loader, QueryCache cache) {
        this.loader = loader;
        this.cache = cache;
    }

    @Override
    public T load() throws X {
        long began = cache.runtime.nanoTime();
        boolean failed = true;
        try {
            T value = loader.load();
            failed = false;
            return value;
        } finally {
            cache.statistics.loaded(cache.runtime.nanoTime() - began, failed);
        }
    }

    @Override
    public boolean isKept(T result) {
        return loader.isKept(result);
    }

    @Override
    public long timeout() {
        return loader.timeout();
    }

    @Override
    public X timedOut() throws X {
        return loader.timedOut();
    }

    @Override
    public X interrupted() throws X {
        return loader.interrupted();
    }

    @Override
    public boolean isOfCaller(Throwable failure) {
        return loader.isOfCaller(failure);
    }

    @Override
    public boolean isOfSource(Throwable failure) {
        return loader.isOfSource(failure);
    }
}
