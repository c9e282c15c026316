package dev.connections.testing.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Lets a subject live through a fault under a steady open load of 50 reads a second. */
public final class FaultRunner {

    /** How many reads arrive in a second. */
    public static final int READS_PER_SECOND = 50;

    /** More than ever arrive while a fault lasts and nothing comes back. */
    private static final int CALLERS = 1_500;

    private static final Duration BEFORE = Duration.ofSeconds(1);

    private static final Duration AFTER = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private FaultRunner() {}

    /**
     * Runs the load, the fault, and the time after it until the pool is whole, or is given up.
     *
     * @param lasting how long the fault lasts
     */
    public static FaultRun run(Subject subject, Fault fault, Duration lasting) throws Exception {
        subject.read();
        OpenLoad control = OpenLoad.start(READS_PER_SECOND, 1, () -> {});
        AtomicLong lastSuccess = new AtomicLong(System.nanoTime());
        OpenLoad load = OpenLoad.start(READS_PER_SECOND, CALLERS, () -> {
            subject.read();
            lastSuccess.set(System.nanoTime());
        });
        load.runFor(BEFORE);
        Duration broken = load.elapsed();
        fault.begin();
        load.runUntil(broken.plus(lasting).minus(fault.endTakes()));
        fault.end();
        Duration healed = load.elapsed();
        // whoever borrows all connections must not be in the way of the first read
        awaitSuccess(lastSuccess);
        WholePool pool = new WholePool(subject.dataSource(), subject.poolSize());
        Duration whole = pool.await(PATIENCE) ? load.elapsed() : null;
        load.runUntil(healed.plus(AFTER));
        LoadLog log = load.stop(PATIENCE);
        return new FaultRun(log, broken, healed, whole, control.stop(PATIENCE));
    }

    private static void awaitSuccess(AtomicLong lastSuccess) {
        long from = System.nanoTime();
        while (lastSuccess.get() < from && System.nanoTime() - from < PATIENCE.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
