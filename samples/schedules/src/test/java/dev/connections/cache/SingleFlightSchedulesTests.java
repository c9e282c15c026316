package dev.connections.cache;

import dev.connections.supervision.Schedules;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** A whole cache has more steps: with fewer schedules a load that is begun twice is not found. */
    @Test
    void callersShareOneLoad() {
        Schedules.explore(2 * SCHEDULES, () -> {
            QueryCache cache = cache();
            AtomicInteger loads = new AtomicInteger();
            Runnable call = () -> {
                if (cache.get(KEY, MINUTE, loads::incrementAndGet) != 1) {
                    throw new AssertionError("the result of another load");
                }
            };
            Schedules.sideBySide(call, call);
            if (loads.get() != 1) {
                throw new AssertionError(loads.get() + " loads");
            }
        });
    }

    @Test
    void oneCallerBeginsALoadAndTheOthersJoinIt() {
        Schedules.explore(SCHEDULES, () -> {
            Flights flights = new Flights();
            AtomicInteger begun = new AtomicInteger();
            Runnable call = () -> {
                if (flights.begin(KEY, new Flight(null)) == null) {
                    begun.incrementAndGet();
                }
            };
            Schedules.sideBySide(call, call);
            if (begun.get() != 1) {
                throw new AssertionError(begun.get() + " loads");
            }
        });
    }

    @Test
    void aLoadLeavesNoValidEntryWhenItMeetsAnInvalidation() {
        Schedules.explore(SCHEDULES, () -> {
            Flights flights = new Flights();
            Flight flight = new Flight(null);
            Entry entry = new Entry(KEY, 1, 0, 0, 1);
            flights.begin(KEY, flight);
            Schedules.sideBySide(() -> flight.leaves(entry), () -> flights.invalidate(KEY::equals));
            if (entry.isValid()) {
                throw new AssertionError("the entry is valid after the invalidation");
            }
            if (flights.begin(KEY, new Flight(null)) != null) {
                throw new AssertionError("the invalid load can be joined");
            }
        });
    }
}
