package dev.connections.cache.advice;

import dev.connections.cache.QueryCache;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Evicts results when the transaction that the calling thread is in has committed; at once if it is in none. */
final class AfterCommit implements TransactionSynchronization {

    private final Runnable eviction;

    private AfterCommit(Runnable eviction) {
        this.eviction = eviction;
    }

    /** @param cache whose results they are */
    static void run(QueryCache cache, Runnable eviction) {
        boolean inTransaction = TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive();
        if (inTransaction) {
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(eviction));
            cache.evictOnCommit();
        }
        // in a transaction of another connection, what was written to this one may be there already, and stays
        if (!inTransaction || !cache.isInTransaction()) {
            eviction.run();
        }
    }

    @Override
    public void afterCompletion(int status) {
        if (status != STATUS_ROLLED_BACK) {
            eviction.run();
        }
    }
}
