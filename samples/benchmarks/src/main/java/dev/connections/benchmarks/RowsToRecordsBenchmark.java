package dev.connections.benchmarks;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A query of {@code size} rows of six columns, from the pool to a list of records. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RowsToRecordsBenchmark {

    private static final String SQL = "select id, name, city, age, weight, last_seen from owner where id <= ?";

    /** The database. */
    @Param({"H2", "POSTGRESQL"})
    public String database = "";

    /** How many rows the query has. */
    @Param({"1", "100", "10000"})
    public int size;

    private BenchmarkDatabase opened;

    private DataSource pool;

    private SqlConnection connection;

    private JdbcTemplate jdbcTemplate;

    private JdbcClient jdbcClient;

    private SpringDataJdbc springData;

    /** Opens the database. */
    @Setup(Level.Trial)
    public void open() {
        opened = new BenchmarkDatabase(BenchmarkDatabase.Product.valueOf(database), 10_000);
        connection = opened.connection();
        pool = opened.pool();
        jdbcTemplate = new JdbcTemplate(pool);
        jdbcClient = JdbcClient.create(pool);
        springData = new SpringDataJdbc(pool);
    }

    /** Closes the database. */
    @TearDown(Level.Trial)
    public void close() {
        springData.close();
        opened.close();
    }

    /** A loop over a result set, as one would write it by hand. */
    @Benchmark
    public List<?> handWrittenJdbc() throws SQLException {
        try (Connection jdbc = pool.getConnection();
                PreparedStatement statement = jdbc.prepareStatement(SQL)) {
            statement.setLong(1, size);
            try (ResultSet rs = statement.executeQuery()) {
                List<Owner> owners = new ArrayList<>();
                while (rs.next()) {
                    owners.add(owner(rs));
                }
                return owners;
            }
        }
    }

    /** {@link JdbcTemplate} with a row mapper written by hand. */
    @Benchmark
    public List<?> jdbcTemplate() {
        return jdbcTemplate.query(SQL, (rs, row) -> owner(rs), (long) size);
    }

    /** {@link JdbcClient} with the class of the record. */
    @Benchmark
    public List<?> jdbcClient() {
        return jdbcClient.sql(SQL).param((long) size).query(Owner.class).list();
    }

    /** A Spring Data JDBC repository. */
    @Benchmark
    public List<?> springDataJdbc() {
        return springData.owners().findByIdLessThanEqual(size);
    }

    /** {@link SqlConnection} with the class of the record. */
    @Benchmark
    public List<?> sqlConnection() {
        return connection.sql(SQL).param((long) size).list(Owner.class);
    }

    /** {@link SqlConnection} to {@link Rows}, which are no records but hold them all. */
    @Benchmark
    public Rows sqlConnectionRows() {
        return connection.sql(SQL).param((long) size).rows();
    }

    private static Owner owner(ResultSet rs) throws SQLException {
        return new Owner(
                rs.getLong(1),
                rs.getString(2),
                rs.getString(3),
                rs.getInt(4),
                rs.getDouble(5),
                rs.getObject(6, LocalDateTime.class));
    }
}
