package dev.connections.benchmarks;

import dev.connections.snowflake.WriteResult;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/**
 * A table of {@code size} rows of six columns written at once. The driver uploads the values of such a batch to a stage
 * too. The server, which inserts the same rows in the same way for both, is in the same JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(2)
public class SnowflakeWriteBenchmark {

    /** How many rows are written. */
    @Param({"20000", "200000"})
    public int size;

    private BenchmarkAccount account;

    private List<Owner> owners;

    /** Starts the server. */
    @Setup(Level.Trial)
    public void open() {
        account = new BenchmarkAccount(1);
        LocalDateTime begin = LocalDateTime.of(2020, 1, 1, 0, 0);
        owners = IntStream.rangeClosed(1, size)
                .mapToObj(i -> new Owner(
                        i,
                        "owner " + (i * 7919L % 1_000_003),
                        "city " + i % 20,
                        i % 90,
                        i / 7.0,
                        begin.plusSeconds(71L * i)))
                .toList();
    }

    /** Empties the table. */
    @Setup(Level.Invocation)
    public void empty() {
        account.execute("truncate table written");
    }

    /** Stops the server. */
    @TearDown(Level.Trial)
    public void close() {
        account.close();
    }

    /** The driver's batch, of all rows at once. */
    @Benchmark
    public int driverBatch() throws SQLException {
        try (PreparedStatement statement =
                account.driver().prepareStatement("insert into written values (?, ?, ?, ?, ?, ?)")) {
            for (Owner owner : owners) {
                statement.setLong(1, owner.id());
                statement.setString(2, owner.name());
                statement.setString(3, owner.city());
                statement.setInt(4, owner.age());
                statement.setDouble(5, owner.weight());
                statement.setTimestamp(6, Timestamp.valueOf(owner.lastSeen()));
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }

    /** The bulk write. */
    @Benchmark
    public WriteResult write() {
        return account.connection().write("written", owners);
    }

    List<?> written() {
        return account.connection().query("select * from written order by id", Owner.class);
    }
}
