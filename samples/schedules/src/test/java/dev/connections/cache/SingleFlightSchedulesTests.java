package dev.connections.cache;

import dev.connections.cache.keys.QueryKey;
import dev.connections.supervision.Schedules;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One load for a key in whatever order its callers come, and no result that is older than an eviction. */
@Timeout(180)
class SingleFlightSchedulesTests {

    private static final int SCHEDULES = 200;

    private static final CachePolicy MINUTE = CachePolicy.ttl(Duration.ofMinutes(1));

    private static final QueryKey KEY = QueryKey.of("select 1", Integer.class, new Object[0]);

    private static QueryCache cache() {
        return new QueryCache("pet-db", CacheSettings.defaults(), new CacheRuntime() {

            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public void schedule(Runnable task, long delayNanos) {}

            @Override
            public boolean tryExecute(Runnable load) {
                return false;
            }
        });
    }

    /** Two calls at the same time, with one load between them. */
    private static void assertOneLoad(int schedules, Function<AtomicInteger, Runnable> call) {
        Schedules.explore(schedules, () -> {
            AtomicInteger loads = new AtomicInteger();
            Runnable each = call.apply(loads);
            Schedules.sideBySide(each, each);
            if (loads.get() != 1) {
                throw new AssertionError(loads.get() + " loads");
            }
        });
    }

    /** A whole cache has more steps: with fewer schedules a load that is begun twice is not found. */
    @Test
    void callersShareOneLoad() {
        assertOneLoad(2 * SCHEDULES, loads -> {
            QueryCache cache = cache();
            return () -> {
                if (cache.get(KEY, MINUTE, loads::incrementAndGet) != 1) {
                    throw new AssertionError("the result of another load");
                }
            };
        });
    }

    @Test
    void oneCallerBeginsALoadAndTheOthersJoinIt() {
        assertOneLoad(SCHEDULES, loads -> {
            InFlightLoads inFlight = new InFlightLoads();
            return () -> {
                if (inFlight.begin(KEY, new InFlightLoad(null)) == null) {
                    loads.incrementAndGet();
                }
            };
        });
    }

    @Test
    void aLoadLeavesNoValidEntryWhenItMeetsAnInvalidation() {
        Schedules.explore(SCHEDULES, () -> {
            InFlightLoads inFlight = new InFlightLoads();
            InFlightLoad load = new InFlightLoad(null);
            CacheEntry entry = new CacheEntry(KEY, 1, 0, 0, 1);
            inFlight.begin(KEY, load);
            Schedules.sideBySide(() -> load.publish(entry), () -> inFlight.invalidate(KEY::equals));
            if (entry.isValid()) {
                throw new AssertionError("the entry is valid after the invalidation");
            }
            if (inFlight.begin(KEY, new InFlightLoad(null)) != null) {
                throw new AssertionError("the invalid load can be joined");
            }
        });
    }
}
