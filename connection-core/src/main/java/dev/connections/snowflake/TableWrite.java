package dev.connections.snowflake;

import dev.connections.rows.Rows;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/**
 * A builder of a bulk load into one table: set options, then call {@code from(…)}. Rows are uploaded as compressed
 * files to a stage, from which one {@code COPY} loads them in one transaction. A failed write leaves nothing in the
 * table, and no files. At most one file of rows is in memory.
 *
 * <p>Columns are matched by name, ignoring case and underscores. A column that the table does not have, or a
 * missing column without a default, is an {@link org.springframework.dao.InvalidDataAccessApiUsageException} before
 * anything is sent.
 *
 * <p>Not thread-safe. All methods throw Spring's {@link org.springframework.dao.DataAccessException}s.
 */
public interface TableWrite {

    /** Sets the maximum size of a file before compression; 32 MB by default. */
    TableWrite chunkSize(DataSize size);

    /**
     * Sets a listener, called after each file on the writing thread. An exception of the listener aborts the write.
     */
    TableWrite onProgress(Consumer<WriteResult> listener);

    /**
     * Sets the timeout of the whole write. A {@code COPY} that takes longer is cancelled at the server; uploads are
     * checked between two files. By default each statement has the connection's {@code statement-timeout}.
     */
    TableWrite timeout(Duration timeout);

    /** Sets the columns to write, if not all; the others receive their defaults. */
    TableWrite columns(String... names);

    /**
     * Sets the stage for the files, such as {@code my_stage/folder} or {@code ~}, for roles that may not create a
     * temporary one. In a transaction, which the creation of a stage would commit, the default is the user's stage
     * {@code ~}.
     */
    TableWrite stage(String stage);

    /** Writes rows. */
    WriteResult from(Rows rows);

    /**
     * Writes records, JavaBeans, {@code Map}s or {@link dev.connections.rows.Row}s, all of one kind. A
     * semi-structured column accepts a map, a list, a Jackson node or a JSON text.
     */
    WriteResult from(Iterable<?> records);

    /** Writes the elements of a stream, and closes the stream. */
    WriteResult from(Stream<?> records);
}
