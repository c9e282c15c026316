package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/** A loader that counts its loads and their time. */
record CountingLoader<T extends @Nullable Object, X extends Exception>(QueryLoader<T, X> loader, QueryCache cache)
        implements QueryLoader<T, X> {

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
    public boolean isCacheable(T result) {
        return loader.isCacheable(result);
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
    public boolean isCallerFailure(Throwable failure) {
        return loader.isCallerFailure(failure);
    }

    @Override
    public boolean isSourceFailure(Throwable failure) {
        return loader.isSourceFailure(failure);
    }
}
