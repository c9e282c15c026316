package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/** Tells of the transaction that the calling thread has on a connection. Safe for use by several threads. */
@FunctionalInterface
public interface CacheTransactionProvider {

    /** There never is one. */
    CacheTransactionProvider NONE = () -> null;

    /** The transaction that the calling thread is in; {@code null} if it is in none. */
    @Nullable
    Transaction current();

    /** A transaction. */
    interface Transaction {

        /**
         * Whether it may have changed anything, or evicts results on commit: then it sees what others do not, and the cache is left
         * alone.
         */
        boolean hasWritten();

        /** Results are evicted when it commits. Until it ends the cache is left alone, as after a write. */
        void evictOnCommit();

        /** How old what it sees may be, in nanoseconds: it may still see what was there when it began. */
        long age();
    }
}
