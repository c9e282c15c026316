package dev.connections.snowflake;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A stage, or a folder in one, to put files into and get them out of. Its name has been checked, and is quoted. Immutable.
 *
 * <p>A {@code PUT} or {@code GET} with options of its own is a query as any other. All methods throw Spring's
 * {@link org.springframework.dao.DataAccessException}s, also if a single file of several could not be transferred.
 */
public interface Stage {

    /** The same, where each transfer ends when it has taken that long, rather than the connection's {@code statement-timeout}. */
    Stage timeout(Duration timeout);

    /**
     * Puts a file, or all files of a directory, but none below it, into the stage. They are compressed by gzip on their way unless
     * they are already, and replace those of the same name.
     *
     * @return what became of each
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if there is none, or its path has one of {@code ' * ? [ \},
     *     which Snowflake takes for something else; {@link #put(InputStream, String)} takes such files
     */
    List<TransferredFile> put(Path file);

    /**
     * Puts what a stream gives into the stage, as it is. Neither closes the stream nor holds more of it than a part in memory.
     *
     * @param name what the file is called in the stage
     */
    TransferredFile put(InputStream content, String name);

    /**
     * Gets all files of the stage, or the folder, into a directory, which is created if need be; they stay as they are, and replace
     * those of the same name.
     *
     * @return what became of each
     */
    List<TransferredFile> get(Path directory);

    /**
     * Gets a file as a stream, by way of a temporary file of this JVM's, which is deleted when the stream is closed.
     *
     * @param name what the file is called in the stage
     * @throws org.springframework.dao.DataRetrievalFailureException if there is none of that name
     */
    InputStream open(String name);
}
