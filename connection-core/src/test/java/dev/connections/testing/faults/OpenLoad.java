package dev.connections.testing.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A steady open load: callers arrive by a schedule, whether or not earlier ones have their answers, as users of a web
 * application do. Each wait is measured from the time the schedule says. A load that measured from when a thread was free
 * would hide most of an outage ("coordinated omission": Gil Tene, "How not to measure latency", 2013).
 *
 * <p>Every thread takes the next place in the schedule, waits for its time, and calls. While all of them hang, places fall
 * due and are taken late. There are as many threads as calls have hung at a time, within the limit.
 */
public final class OpenLoad {

    /** What the callers do. */
    @FunctionalInterface
    public interface Operation {

        /** Does it once; called by several threads. */
        void run() throws Exception;
    }

    private final Operation operation;

    private final LoadClock clock;

    private final double nanosBetween;

    private final long started;

    private final AtomicInteger next = new AtomicInteger();

    private final Map<Integer, LoadCall> done = new ConcurrentHashMap<>();

    private final int maxConcurrent;

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** How many threads are not in a call. */
    private final AtomicInteger free = new AtomicInteger();

    /** How many places of the schedule are taken: all of them until the load is stopped. */
    private volatile int places = Integer.MAX_VALUE;

    OpenLoad(double perSecond, int maxConcurrent, Operation operation, LoadClock clock) {
        this.operation = operation;
        this.clock = clock;
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.started = clock.nanos();
        this.maxConcurrent = maxConcurrent;
        startThread();
    }

    private void startThread() {
        free.incrementAndGet();
        Thread thread = new Thread(this::call, "load-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /**
     * Starts a load.
     *
     * @param perSecond how many callers arrive in a second
     * @param maxConcurrent how many calls can hang at a time before later callers have to wait for a thread
     * @param operation what they do
     */
    public static OpenLoad start(double perSecond, int maxConcurrent, Operation operation) {
        return new OpenLoad(perSecond, maxConcurrent, operation, LoadClock.SYSTEM);
    }

    /** The time since the load was started: the clock of all its records. */
    public Duration elapsed() {
        return Duration.ofNanos(clock.nanos() - started);
    }

    /** Waits until the load is that old. */
    public void runUntil(Duration age) {
        clock.awaitTime(started + age.toNanos(), Thread.currentThread()::isInterrupted);
    }

    /** Waits for that long, under load. */
    public void runFor(Duration time) {
        runUntil(elapsed().plus(time));
    }

    /** What the callers met who had their answers by now. */
    public LoadLog answered() {
        return new LoadLog(List.copyOf(done.values()));
    }

    /**
     * Sends no more callers, waits until those who came have their answers, and tells what all of them met. Those who have
     * none by then are recorded as unfinished, and interrupted.
     *
     * @param atMost how long to wait
     */
    public LoadLog stop(Duration atMost) {
        int arrived = closeSchedule();
        threads.forEach(LockSupport::unpark);
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            // whoever starts another does so before it ends itself, so all of them are found
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(deadline - System.nanoTime(), 1));
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        Duration end = elapsed();
        List<LoadCall> calls = new ArrayList<>();
        for (int place = 0; place < arrived; place++) {
            LoadCall unfinished = new LoadCall(intended(place), end, end, LoadCall.Outcome.UNFINISHED, null);
            calls.add(done.getOrDefault(place, unfinished));
        }
        threads.forEach(Thread::interrupt);
        return new LoadLog(calls);
    }

    private void call() {
        for (int place = next.getAndIncrement(); !isCalledOff(place); place = next.getAndIncrement()) {
            int mine = place;
            clock.awaitTime(started + intended(place).toNanos(), () -> isCalledOff(mine));
            if (!isDue(place)) {
                return;
            }
            // somebody must be there for the next caller
            if (free.decrementAndGet() == 0 && threads.size() < maxConcurrent) {
                startThread();
            }
            done.put(place, callNow(intended(place)));
            free.incrementAndGet();
        }
    }

    private LoadCall callNow(Duration intended) {
        Duration begun = elapsed();
        try {
            operation.run();
            return new LoadCall(intended, begun, elapsed(), LoadCall.Outcome.SUCCEEDED, null);
        } catch (Throwable ex) {
            return new LoadCall(intended, begun, elapsed(), LoadCall.Outcome.FAILED, ex);
        }
    }

    /** How many callers have come by now: each of them is in the log, and no other calls. */
    private synchronized int closeSchedule() {
        int arrived = (int) (elapsed().toNanos() / nanosBetween) + 1;
        places = arrived;
        return arrived;
    }

    /** Whether a caller whose time has come still calls. */
    private synchronized boolean isDue(int place) {
        return !isCalledOff(place);
    }

    private boolean isCalledOff(int place) {
        return place >= places;
    }

    private Duration intended(int place) {
        return Duration.ofNanos((long) (place * nanosBetween));
    }
}
