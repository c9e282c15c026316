package dev.connections.snowflake.load;

import dev.connections.rows.Rows;
import dev.connections.snowflake.TableWrite;
import dev.connections.snowflake.WriteResult;
import dev.connections.snowflake.stage.StageName;
import dev.connections.sql.execution.SqlWork;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The options of a bulk write. */
public final class StagedTableWrite implements TableWrite {

    private static final DataSize CHUNK = DataSize.ofMegabytes(32);

    private final SqlWork work;

    private final String table;

    private long chunkBytes = CHUNK.toBytes();

    private Consumer<WriteResult> listener = written -> {};

    private @Nullable Duration timeout;

    private @Nullable List<String> columns;

    private @Nullable StageName stage;

    public StagedTableWrite(SqlWork work, String table) {
        this.work = work;
        this.table = table;
    }

    @Override
    public TableWrite chunkSize(DataSize size) {
        if (size.toBytes() < 1) {
            throw work.usage("chunkSize must be positive");
        }
        chunkBytes = size.toBytes();
        return this;
    }

    @Override
    public TableWrite onProgress(Consumer<WriteResult> newListener) {
        listener = newListener;
        return this;
    }

    @Override
    public TableWrite timeout(Duration newTimeout) {
        timeout = work.positive(newTimeout);
        return this;
    }

    @Override
    public TableWrite columns(String... names) {
        columns = List.of(names);
        return this;
    }

    @Override
    public TableWrite stage(String name) {
        try {
            stage = StageName.of(name);
        } catch (IllegalArgumentException ex) {
            throw work.usage(String.valueOf(ex.getMessage()));
        }
        return this;
    }

    @Override
    public WriteResult from(Rows rows) {
        return write(new LoadRecords(work, rows.iterator()), rows.columns());
    }

    @Override
    public WriteResult from(Iterable<?> records) {
        return write(new LoadRecords(work, records.iterator()), List.of());
    }

    @Override
    public WriteResult from(Stream<?> records) {
        try (Stream<?> closed = records) {
            return write(new LoadRecords(work, closed.iterator()), List.of());
        }
    }

    private WriteResult write(LoadRecords records, List<String> names) {
        TableLoad load = new TableLoad(
                work, table, records, new TableLoad.Options(chunkBytes, listener, timeout, columns, stage));
        // a retry is possible only before the first element was taken
        WriteResult written = work.write("copy into " + table, load::isUntouched, jdbc -> load.run(jdbc, names));
        work.wrote();
        return written;
    }
}
