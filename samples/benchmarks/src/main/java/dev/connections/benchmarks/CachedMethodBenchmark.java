package dev.connections.benchmarks;

import java.util.concurrent.TimeUnit;
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

/**
 * A call of a cached method whose result is there: {@code @CachedQuery}, and Spring's {@code @Cacheable} on Caffeine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CachedMethodBenchmark {

    private final String name = "mary";

    private final CachedMethods.Person owner = new CachedMethods.Person(name);

    private CachedMethods methods;

    private CachedMethods.Owners ours;

    private CachedMethods.Owners springs;

    /** Starts the application. */
    @Setup(Level.Trial)
    public void start() {
        methods = new CachedMethods();
        ours = methods.ours();
        springs = methods.springs();
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() {
        methods.close();
    }

    /** By one argument. */
    @Benchmark
    public String cachedQuery() {
        return ours.named(name);
    }

    /** The same, by Spring. */
    @Benchmark
    public String cacheable() {
        return springs.named(name);
    }

    /** By a key that is the argument. */
    @Benchmark
    public String cachedQueryByKey() {
        return ours.byKey(name);
    }

    /** The same, by Spring. */
    @Benchmark
    public String cacheableByKey() {
        return springs.byKey(name);
    }

    /** By a key that is a part of the argument. */
    @Benchmark
    public String cachedQueryByPart() {
        return ours.byPart(owner);
    }

    /** The same, by Spring. */
    @Benchmark
    public String cacheableByPart() {
        return springs.byPart(owner);
    }
}
