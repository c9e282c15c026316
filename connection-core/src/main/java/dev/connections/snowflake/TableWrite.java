package dev.connections.snowflake;

import dev.connections.rows.Rows;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/**
 * A bulk write on its way into one table: options, then {@code from(…)}, which does it. Rows are sent as compressed files to a
 * stage, from which one {@code COPY} loads them all, in one transaction: a write that fails leaves nothing in the table, and no
 * files. However many rows there are, no more than one file of them is in memory.
 *
 * <p>Columns are matched by name, whatever the case, with or without underscores. A column that the table does not have, or a
 * column of the table that the rows do not have though it has no default, is an
 * {@link org.springframework.dao.InvalidDataAccessApiUsageException} before anything is sent.
 *
 * <p>Used by one thread. All methods throw Spring's {@link org.springframework.dao.DataAccessException}s.
 */
public interface TableWrite {

    /** The largest size of a file before it is compressed; 32 MB unless said otherwise. */
    TableWrite chunkSize(DataSize size);

    /** Told of what has been sent after each file, on the writing thread. What it throws ends the write. */
    TableWrite onProgress(Consumer<Written> listener);

    /**
     * How long the whole write may take. A {@code COPY} that takes longer is cancelled at the server; the time of a transfer is
     * looked at between two files. Without it each statement has the connection's {@code statement-timeout}.
     */
    TableWrite timeout(Duration timeout);

    /** The columns of the table to be written, where they are not all; others get their default. */
    TableWrite columns(String... names);

    /**
     * A stage to send the files to, such as {@code my_stage/folder} or {@code ~}, for who may not create a temporary one. In a
     * transaction, which the creation of a stage would commit, it is the user's own, {@code ~}, unless another one is named.
     */
    TableWrite stage(String stage);

    /** Writes rows. */
    Written from(Rows rows);

    /**
     * Writes records, JavaBeans, {@code Map}s or {@link dev.connections.rows.Row}s, all of one kind. A column of semi-structured
     * data takes a map, a list, a node of Jackson's or a text of JSON.
     */
    Written from(Iterable<?> records);

    /** Writes such elements as they come, and closes the stream. */
    Written from(Stream<?> records);
}
