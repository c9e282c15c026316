package dev.connections.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Expiry times of entries: a list for each second, so that adding and removing take constant time.
 *
 * <p>Caffeine's {@code expireAfter(Expiry)} is not used. It reads the clock and updates the expiry of the entry at each
 * hit, which takes several times as long as a hit in a cache that is limited by size alone. A hit here reads the clock
 * once, for the age.
 *
 * <p>Thread-safe. The lock is held for a few steps and is not acquired by hits.
 */
final class ExpiryQueue {

    private static final long SECOND = 1_000_000_000;

    private final ReentrantLock lock = new ReentrantLock();

    /** The first entry of each list, by the second after which all of them have expired. */
    private final TreeMap<Long, CacheEntry> firsts = new TreeMap<>();

    /** Adds an entry, or moves it to where it belongs now. Returns when the first of all expires. */
    long add(CacheEntry entry) {
        lock.lock();
        try {
            unlink(entry);
            // never early
            Long second = Math.floorDiv(entry.keepUntil(), SECOND) + 1;
            CacheEntry first = firsts.put(second, entry);
            entry.second = second;
            entry.next = first;
            if (first != null) {
                first.previous = entry;
            }
            return firsts.firstKey() * SECOND;
        } finally {
            lock.unlock();
        }
    }

    void remove(CacheEntry entry) {
        lock.lock();
        try {
            unlink(entry);
        } finally {
            lock.unlock();
        }
    }

    private void unlink(CacheEntry entry) {
        if (entry.second == null) {
            return;
        }
        CacheEntry previous = entry.previous;
        CacheEntry next = entry.next;
        if (previous != null) {
            previous.next = next;
        } else if (next != null) {
            firsts.put(entry.second, next);
        } else {
            firsts.remove(entry.second);
        }
        if (next != null) {
            next.previous = previous;
        }
        entry.previous = null;
        entry.next = null;
        entry.second = null;
    }

    /** Takes out all that have expired. */
    List<CacheEntry> expired(long now) {
        List<CacheEntry> expired = new ArrayList<>();
        lock.lock();
        try {
            for (Map.Entry<Long, CacheEntry> list = firsts.firstEntry();
                    list != null && list.getKey() * SECOND - now <= 0;
                    list = firsts.firstEntry()) {
                for (CacheEntry entry = list.getValue(); entry != null; entry = firsts.get(list.getKey())) {
                    unlink(entry);
                    expired.add(entry);
                }
            }
        } finally {
            lock.unlock();
        }
        return expired;
    }

    /** When the first of all expires; {@code null} if there is none. */
    @Nullable
    Long next() {
        lock.lock();
        try {
            return firsts.isEmpty() ? null : firsts.firstKey() * SECOND;
        } finally {
            lock.unlock();
        }
    }
}
