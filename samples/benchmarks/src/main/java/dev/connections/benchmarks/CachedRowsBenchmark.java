package dev.connections.benchmarks;

import dev.connections.cache.CacheSettings;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a query costs whose result is cached: the same however many rows it has. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CachedRowsBenchmark {

    private static final String SQL = "select * from owner where id > :id";

    private static final Duration TTL = Duration.ofHours(1);

    /** The rows of the result. */
    @Param({"10", "1000000"})
    public int rows;

    private BenchmarkDatabase database;

    private SqlConnection connection;

    /** Fills the database. */
    @Setup(Level.Trial)
    public void open() {
        database = new BenchmarkDatabase(BenchmarkDatabase.Product.H2, rows);
        connection = database.connection();
        connection
                .cache()
                .setSettings(new CacheSettings(
                        null,
                        null,
                        null,
                        CacheSettings.defaults().scope(),
                        CacheSettings.DEFAULT_JITTER,
                        1L << 30,
                        CacheSettings.DEFAULT_COOL_DOWN,
                        false));
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }

    /** As {@code Rows}. */
    @Benchmark
    public Rows rows() {
        return connection.sql(SQL).param("id", 0).ttl(TTL).rows();
    }

    /** As records. */
    @Benchmark
    public List<Owner> list() {
        return connection.sql(SQL).param("id", 0).ttl(TTL).list(Owner.class);
    }
}
