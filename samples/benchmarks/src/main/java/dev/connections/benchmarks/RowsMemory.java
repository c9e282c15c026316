package dev.connections.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Prints what one million rows of six columns weigh as {@link Rows}, as records and as maps: the used heap with them
 * and without, after a garbage collection each. And what reading them takes at its peak: the most that was in use after
 * any of the garbage collections that another thread asks for all the while.
 */
public final class RowsMemory {

    private static final int SIZE = 1_000_000;

    private static final String SQL = "select * from owner";

    private RowsMemory() {}

    /** @param args none */
    public static void main(String[] args) {
        try (BenchmarkDatabase database = new BenchmarkDatabase(BenchmarkDatabase.Product.POSTGRESQL, SIZE)) {
            SqlConnection connection = database.connection();
            JdbcTemplate template = new JdbcTemplate(connection.unwrap(HikariDataSource.class));
            measure("Rows", () -> connection.query(SQL), RowsMemory::size);
            measure("records", () -> connection.query(SQL, Owner.class), List::size);
            measure("query(Map.class)", () -> connection.query(SQL, Map.class), List::size);
            measure("JdbcTemplate.queryForList", () -> template.queryForList(SQL), List::size);
        }
    }

    private static int size(Rows rows) {
        System.out.printf(
                Locale.ROOT, "%-26s %6.1f bytes a row by its own account%n", "Rows", bytesPerRow(rows.sizeInBytes()));
        return rows.size();
    }

    private static <T> void measure(String what, Supplier<T> query, ToIntFunction<T> size) {
        query.get();
        long before = usedHeap();
        CompletableFuture<T> reading = CompletableFuture.supplyAsync(query);
        long peak = before;
        while (!reading.isDone()) {
            long started = System.nanoTime();
            System.gc();
            peak = Math.max(peak, heap());
            // The reading has to get on meanwhile.
            LockSupport.parkNanos(4 * (System.nanoTime() - started));
        }
        T result = reading.join();
        long used = usedHeap() - before;
        peak = Math.max(peak, before + used);
        if (size.applyAsInt(result) != SIZE) {
            throw new IllegalStateException(what + " has not all rows");
        }
        System.out.printf(
                Locale.ROOT,
                "%-26s %6.1f bytes a row, %6.1f at the peak%n",
                what,
                bytesPerRow(used),
                bytesPerRow(peak - before));
    }

    private static double bytesPerRow(long bytes) {
        return (double) bytes / SIZE;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return heap();
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
