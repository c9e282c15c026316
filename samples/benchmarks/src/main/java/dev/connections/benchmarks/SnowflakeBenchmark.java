package dev.connections.benchmarks;

import dev.connections.rows.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

/**
 * A query of {@code size} rows of six columns by Snowflake's driver, to a list of records. The server that answers is
 * in the same JVM, so that the work of both sides counts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class SnowflakeBenchmark {

    private static final String SQL = "select id, name, city, age, weight, last_seen from owner where id <= ?";

    /** How many rows the query has. */
    @Param({"1", "1000", "100000"})
    public int size;

    private BenchmarkAccount account;

    /** Starts the server. */
    @Setup(Level.Trial)
    public void open() {
        account = new BenchmarkAccount(size);
    }

    /** Stops the server. */
    @TearDown(Level.Trial)
    public void close() {
        account.close();
    }

    /** A loop over a result set of a connection that is open, as one would write it by hand. */
    @Benchmark
    public List<?> bareDriver() throws SQLException {
        try (PreparedStatement statement = account.driver().prepareStatement(SQL)) {
            statement.setLong(1, size);
            try (ResultSet rs = statement.executeQuery()) {
                List<Owner> owners = new ArrayList<>();
                while (rs.next()) {
                    owners.add(new Owner(
                            rs.getLong(1),
                            rs.getString(2),
                            rs.getString(3),
                            rs.getInt(4),
                            rs.getDouble(5),
                            rs.getTimestamp(6).toLocalDateTime()));
                }
                return owners;
            }
        }
    }

    /** The connection with the class of the record. */
    @Benchmark
    public List<?> query() {
        return account.connection().sql(SQL).param((long) size).list(Owner.class);
    }

    /** The connection to {@link Rows}, which are no records but hold them all. */
    @Benchmark
    public Rows queryRows() {
        return account.connection().sql(SQL).param((long) size).rows();
    }
}
