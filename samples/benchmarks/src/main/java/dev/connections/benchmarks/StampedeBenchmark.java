package dev.connections.benchmarks;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.cache.keys.QueryKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From when 64 callers want what has expired, and takes 50 ms to load, until the last of them is answered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 20)
@Fork(2)
public class StampedeBenchmark {

    private static final int CALLERS = 64;

    /** How long a load takes. */
    Duration load = Duration.ofMillis(50);

    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    private final CachePolicy policy = CachePolicy.ttl(Duration.ofHours(1));

    private final QueryCache cache = new QueryCache("benchmarks", CacheSettings.defaults());

    private final AtomicInteger loads = new AtomicInteger();

    private final AtomicInteger stampedes = new AtomicInteger();

    /** Removes the result. */
    @Setup(Level.Invocation)
    public void expire() {
        cache.clear();
        stampedes.incrementAndGet();
    }

    /** Checks that there was one load for each stampede. */
    @TearDown(Level.Trial)
    public void check() {
        threads.shutdownNow();
        if (loads.get() != stampedes.get()) {
            throw new IllegalStateException(loads + " loads for " + stampedes + " stampedes");
        }
    }

    /** The load succeeds. */
    @Benchmark
    public int succeeds() throws Exception {
        return all(false);
    }

    /** The load fails. */
    @Benchmark
    public int fails() throws Exception {
        return all(true);
    }

    private int all(boolean failing) throws Exception {
        List<Future<Integer>> callers = new ArrayList<>(CALLERS);
        // a caller whose thread starts after a load has failed is right to load again
        CountDownLatch started = new CountDownLatch(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            callers.add(threads.submit(() -> {
                started.countDown();
                return cache.<Integer, RuntimeException>get(
                        QueryKey.of("select 1", Integer.class, new Object[] {1}), policy, () -> load(started, failing));
            }));
        }
        int answered = 0;
        for (Future<Integer> caller : callers) {
            try {
                answered += caller.get();
            } catch (ExecutionException ex) {
                answered++;
            }
        }
        return answered;
    }

    private int load(CountDownLatch started, boolean failing) {
        try {
            started.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        long end = System.nanoTime() + load.toNanos();
        for (long left = load.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        int number = loads.incrementAndGet();
        if (failing) {
            throw new IllegalStateException("failure " + number);
        }
        return number;
    }
}
