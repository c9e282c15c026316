package dev.connections.supervision.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs everything one step at a time, in an order that its random numbers decide. A strand, which is what a thread is here, runs
 * until it blocks or comes to a point where another could come first; time goes on only when the test says so. A timer that is
 * due may no longer be stopped by calling it off, like a real one that waits for a lock.
 */
public final class ModelRuntime implements SupervisorRuntime {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    /** Threads are dear, and used again. */
    private static final List<Worker> idleWorkers = new ArrayList<>();

    private final Random random;

    private final List<Timer> timers = new ArrayList<>();

    private final List<Strand> strands = new ArrayList<>();

    private final Semaphore controllersTurn = new Semaphore(0);

    private long nanos;

    private int begun;

    private @Nullable Throwable failure;

    /** The supervisors': who holds one must not be stopped. */
    public final List<Object> locks = new ArrayList<>();

    /** Of 100 threads that are to be started, so many cannot be. */
    public int unstartable;

    public ModelRuntime(Random random) {
        this.random = random;
    }

    @Override
    public Instant now() {
        pauseUnlessLocked();
        return time();
    }

    @Override
    public long nanoTime() {
        pauseUnlessLocked();
        return nanos;
    }

    @Override
    public double random() {
        return random.nextDouble();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(nanos + Math.max(0, delay.toNanos()), task);
        timers.add(timer);
        return () -> {
            if (timer.at > nanos || random.nextBoolean()) {
                timers.remove(timer);
            }
        };
    }

    @Override
    public Thread start(String name, Runnable work) {
        if (random.nextInt(100) < unstartable) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        Strand strand = begin(name, work);
        pauseUnlessLocked();
        return new Thread(name) {
            @Override
            public void interrupt() {
                if (!strand.ended) {
                    strand.worker.interrupt();
                }
            }
        };
    }

    @Override
    public void await(CompletableFuture<@Nullable Void> event, Duration timeout)
            throws InterruptedException, TimeoutException {
        block(event::isDone, nanos + timeout.toNanos());
        if (!event.isDone()) {
            throw new TimeoutException();
        }
    }

    /** Whether a thread runs strands. */
    public static boolean isStrand(Thread thread) {
        return thread instanceof Worker;
    }

    /** Whether a strand's thread has been interrupted, also if it has noticed that. */
    public static boolean wasInterrupted(Thread thread) {
        return ((Worker) thread).interrupted;
    }

    /** Blocks the strand that calls this until something is so. */
    public void awaitThat(BooleanSupplier condition) throws InterruptedException {
        block(condition, Long.MAX_VALUE);
    }

    /** Blocks it for some time. */
    public void sleep(Duration time) throws InterruptedException {
        awaitThat(() -> false, time);
    }

    /** Blocks it until something is so, but no longer than this. */
    public void awaitThat(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        block(condition, nanos + atMost.toNanos());
    }

    /** Blocks it likewise, and notices no interrupt. */
    public void awaitUninterruptibly(BooleanSupplier condition) {
        Strand strand = current();
        strand.condition = condition;
        strand.worker.handOver();
        strand.condition = null;
    }

    private void block(BooleanSupplier condition, long until) throws InterruptedException {
        Strand strand = current();
        boolean[] interrupted = {strand.worker.isInterrupted()};
        strand.worker.interruption = () -> interrupted[0] = true;
        strand.condition = () -> condition.getAsBoolean() || nanos >= until || interrupted[0];
        strand.blockedUntil = until;
        strand.worker.handOver();
        strand.condition = null;
        strand.blockedUntil = Long.MAX_VALUE;
        strand.worker.interruption = null;
        if (interrupted[0] && !condition.getAsBoolean()) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    /** Lets others come first. */
    public void pause() {
        if (Thread.currentThread() instanceof Worker worker) {
            worker.handOver();
        }
    }

    private void pauseUnlessLocked() {
        if (locks.stream().noneMatch(Thread::holdsLock)) {
            pause();
        }
    }

    private static Strand current() {
        return ((Worker) Thread.currentThread()).strand;
    }

    /** A thread of the given stripe: which one it has must not depend on what ran before. */
    private static Worker worker(int stripe) {
        for (Worker idle : idleWorkers) {
            if (idle.stripe() == stripe) {
                idleWorkers.remove(idle);
                return idle;
            }
        }
        for (; ; ) {
            Worker worker = new Worker();
            if (worker.stripe() == stripe) {
                worker.start();
                return worker;
            }
        }
    }

    public Strand begin(String name, Runnable work) {
        Worker worker = worker(begun++ % Stripes.COUNT);
        Strand strand = new Strand(name, work, worker, this);
        worker.strand = strand;
        worker.interrupted = false;
        strands.add(strand);
        return strand;
    }

    /** Runs a strand, or a timer that is due; {@code false} if there is none. Called by the test. */
    public boolean step() {
        List<Object> ready = new ArrayList<>();
        for (Strand strand : strands) {
            if (strand.condition == null || strand.condition.getAsBoolean()) {
                ready.add(strand);
            }
        }
        for (Timer timer : timers) {
            if (timer.at <= nanos) {
                ready.add(timer);
            }
        }
        if (ready.isEmpty()) {
            return false;
        }
        Object chosen = ready.get(random.nextInt(ready.size()));
        if (chosen instanceof Strand strand) {
            run(strand);
        } else {
            run((Timer) chosen);
        }
        rethrow();
        return true;
    }

    private void run(Strand strand) {
        strand.worker.turn.release();
        try {
            if (!controllersTurn.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        strand.name + " is blocked outside of the model: " + List.of(strand.worker.getStackTrace()));
            }
        } catch (InterruptedException ex) {
            throw new AssertionError(ex);
        }
        if (strand.ended) {
            strands.remove(strand);
            strand.worker.strand = null;
            idleWorkers.add(strand.worker);
        }
    }

    private void run(Timer timer) {
        timers.remove(timer);
        timer.task.run();
    }

    /** Ends the test if something is not so, whoever would catch the error. */
    public void check(Runnable assertion) {
        try {
            assertion.run();
        } catch (AssertionError ex) {
            failure = ex;
            throw ex;
        }
    }

    private void rethrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new AssertionError("A strand failed", failure);
        }
    }

    /** Lets time go on to the next timer or bound, but no further than this. */
    public void advance(Duration atMost) {
        long next = nanos + atMost.toNanos();
        for (Timer timer : timers) {
            next = Math.min(next, timer.at);
        }
        for (Strand strand : strands) {
            next = Math.min(next, strand.blockedUntil);
        }
        nanos = Math.max(nanos, next);
    }

    public Instant time() {
        return START.plusNanos(nanos);
    }

    public int scheduled() {
        return timers.size();
    }

    public List<String> unfinished() {
        return strands.stream().map(strand -> strand.name).toList();
    }

    static final class Strand {

        final String name;

        final Runnable work;

        final Worker worker;

        final ModelRuntime runtime;

        volatile boolean ended;

        @Nullable
        BooleanSupplier condition;

        long blockedUntil = Long.MAX_VALUE;

        Strand(String name, Runnable work, Worker worker, ModelRuntime runtime) {
            this.name = name;
            this.work = work;
            this.worker = worker;
            this.runtime = runtime;
        }
    }

    private record Timer(long at, Runnable task) {}

    private static final class Worker extends Thread {

        final Semaphore turn = new Semaphore(0);

        volatile @Nullable Strand strand;

        volatile @Nullable Runnable interruption;

        volatile boolean interrupted;

        Worker() {
            super("model");
            setDaemon(true);
        }

        int stripe() {
            return (int) getId() & (Stripes.COUNT - 1);
        }

        void handOver() {
            strand.runtime.controllersTurn.release();
            turn.acquireUninterruptibly();
        }

        @Override
        public void interrupt() {
            super.interrupt();
            interrupted = true;
            Runnable noticed = interruption;
            if (noticed != null) {
                noticed.run();
            }
        }

        @Override
        public void run() {
            for (; ; ) {
                turn.acquireUninterruptibly();
                Strand running = strand;
                try {
                    running.work.run();
                } catch (Throwable ex) {
                    running.runtime.failure = ex;
                }
                Thread.interrupted();
                running.ended = true;
                running.runtime.controllersTurn.release();
            }
        }
    }
}
