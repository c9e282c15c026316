package dev.connections.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.sql.Rows;
import dev.connections.sql.SqlConnection;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Prints what one million rows of six columns weigh as {@link Rows}, as records and as maps: the used heap with them and
 * without, after a garbage collection each.
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

    private static <T> void measure(String what, Query<T> query, ToIntFunction<T> size) {
        query.run();
        long before = usedHeap();
        T result = query.run();
        long used = usedHeap() - before;
        if (size.applyAsInt(result) != SIZE) {
            throw new IllegalStateException(what + " has not all rows");
        }
        System.out.printf(Locale.ROOT, "%-26s %6.1f bytes a row%n", what, bytesPerRow(used));
    }

    private static double bytesPerRow(long bytes) {
        return (double) bytes / SIZE;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private interface Query<T> {

        T run();
    }
}
