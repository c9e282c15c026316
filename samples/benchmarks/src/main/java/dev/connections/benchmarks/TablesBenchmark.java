package dev.connections.benchmarks;

import dev.connections.ConnectionName;
import dev.connections.cache.CacheSettings;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.files.execution.FilesConnectionFactory;
import dev.connections.files.execution.FilesSettings;
import dev.connections.files.execution.LocalSettings;
import dev.connections.files.execution.OpenFiles;
import dev.connections.files.execution.SupervisedFilesConnection;
import dev.connections.files.store.StoreIdentity;
import dev.connections.files.store.local.LocalFileStore;
import dev.connections.files.store.local.LocalStoreSettings;
import dev.connections.rows.Rows;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
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
import org.springframework.util.FileSystemUtils;

/** A million rows of CSV beside DuckDB's own getters, and a Parquet file of about 100 MB with and without the cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class TablesBenchmark {

    private static final long CACHE = 1_000_000_000;

    private Path directory;

    private Path cache;

    private SupervisedConnection<OpenFiles> supervised;

    private SupervisedFilesConnection files;

    /** Writes the files and opens the connection. */
    @Setup(Level.Trial)
    public void open() throws IOException, SQLException {
        directory = Files.createTempDirectory("benchmark");
        cache = Files.createTempDirectory("benchmark-cache");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("copy (select range as id, 'name ' || range % 1000 as name, range / 7 as amount,"
                    + " date '2026-01-01' + (range % 365)::int as day, range % 2 = 0 as flag, 'x' || range as code"
                    + " from range(1000000)) to '" + directory + "/million.csv' (header true)");
            statement.execute("copy (select range as id, random() as a, random() as b, random() as c, md5(range::text)"
                    + " as text from range(2000000)) to '" + directory + "/large.parquet'");
        }
        ConnectionName name = new ConnectionName("reports");
        FilesSettings settings = new FilesSettings(
                new FilesSettings.Retry(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(10)),
                null);
        supervised = new SupervisedConnection<>(
                name,
                "files",
                new FilesConnectionFactory(
                        name,
                        new StoreIdentity("local", null, Map.of()),
                        (credentials, retry) ->
                                LocalFileStore.open(new LocalStoreSettings(directory), credentials, retry),
                        new LocalSettings(cache, 1_000_000_000, 1_000_000_000, Duration.ofMinutes(1)),
                        () -> settings),
                CredentialsProvider.of(Credentials.none()),
                SupervisionSettings.defaults());
        files = new SupervisedFilesConnection(supervised, settings, ObservationRegistry.NOOP);
        // the default of 64 MB does not hold the rows
        CacheSettings defaults = files.cache().settings();
        files.cache()
                .setSettings(new CacheSettings(
                        defaults.ttl(),
                        defaults.refreshAfter(),
                        defaults.staleIfError(),
                        defaults.scope(),
                        defaults.jitter(),
                        CACHE,
                        defaults.coolDown(),
                        defaults.evictOnWrite()));
    }

    /** Deletes them. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        supervised.close();
        FileSystemUtils.deleteRecursively(directory);
        FileSystemUtils.deleteRecursively(cache);
    }

    /** One million rows of CSV into {@code Rows}. */
    @Benchmark
    public Rows csvConnection() {
        return files.read("million.csv");
    }

    /** The same rows by DuckDB's reader and the getters of its driver. */
    @Benchmark
    public long csvDuckDbGetters() throws SQLException {
        long sum = 0;
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery("select * from read_csv('" + directory + "/million.csv')")) {
            while (rows.next()) {
                sum += rows.getLong(1)
                        + rows.getString(2).length()
                        + (long) rows.getDouble(3)
                        + rows.getObject(4).hashCode()
                        + (rows.getBoolean(5) ? 1 : 0)
                        + rows.getString(6).length();
            }
        }
        return sum;
    }

    /** A Parquet file of about 100 MB into {@code Rows}. */
    @Benchmark
    public Rows parquet() {
        return files.read("large.parquet");
    }

    /** The same file from the cache. */
    @Benchmark
    public Rows parquetCached() {
        return files.read("large.parquet", Duration.ofHours(1));
    }
}
