package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/** Provides the calling thread's transaction on a connection. Must be thread-safe. */
@FunctionalInterface
public interface CacheTransactionProvider {

    /** There is never a transaction. */
    CacheTransactionProvider NONE = () -> null;

    /** Returns the transaction of the calling thread; {@code null} if there is none. */
    @Nullable
    Transaction current();

    /** A transaction on the connection. */
    interface Transaction {

        /**
         * Returns whether the transaction may have written, or evicts results on commit. It then bypasses the
         * cache, because it reads what other transactions do not.
         */
        boolean hasWritten();

        /** Evicts the results on commit. Until the transaction ends, it bypasses the cache. */
        void evictOnCommit();

        /** Returns the age of the transaction in nanoseconds: it may still read the data of when it began. */
        long age();
    }
}
