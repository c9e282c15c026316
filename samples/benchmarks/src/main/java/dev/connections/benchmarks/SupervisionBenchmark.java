package dev.connections.benchmarks;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What supervision adds to a call of a resource that does nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SupervisionBenchmark {

    private final Resource resource = new Resource();

    private SupervisedConnection<Resource> connection;

    /** Opens the connection. */
    @Setup(Level.Trial)
    public void open() {
        connection = new SupervisedConnection<>(
                new ConnectionName("nothing"),
                "nothing",
                new ResourceFactory(),
                CredentialsProvider.of(Credentials.none()),
                SupervisionSettings.defaults());
        connection.lease().close();
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
        connection.close();
    }

    /** The call without a connection. */
    @Benchmark
    public int bare() {
        return resource.touch();
    }

    /** The call through the connection. */
    @Benchmark
    public int supervised() {
        return connection.call(Resource::touch);
    }

    /** The same from two threads at once. */
    @Benchmark
    @Threads(2)
    public int supervisedByTwo() {
        return connection.call(Resource::touch);
    }

    /** Does nothing, but not nothing at all. */
    public static final class Resource {

        private volatile int value = 1;

        int touch() {
            return value;
        }
    }

    private static final class ResourceFactory implements ConnectionFactory<Resource> {

        @Override
        public Resource connect(Credentials credentials) {
            return new Resource();
        }

        @Override
        public boolean isOpen(Resource resource) {
            return resource.value > 0;
        }

        @Override
        public void close(Resource resource) {
            resource.value = 0;
        }
    }
}
