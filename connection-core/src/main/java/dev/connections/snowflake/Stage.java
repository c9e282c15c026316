package dev.connections.snowflake;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A stage, or a folder in one, for uploads and downloads. Its name is validated and quoted. Immutable.
 *
 * <p>Run a {@code PUT} or {@code GET} with other options as a query. All methods throw Spring's {@link
 * org.springframework.dao.DataAccessException}s, also if a single file of several fails.
 */
public interface Stage {

    /** Returns a copy with a timeout of each transfer, instead of the connection's {@code statement-timeout}. */
    Stage timeout(Duration timeout);

    /**
     * Uploads a file, or all files of a directory without its sub-directories. Files are compressed by gzip unless
     * they are already, and replace those with the same name.
     *
     * @return the uploaded files
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if there is no file, or its path has one
     *     of {@code ' * ? [ \}, which are special for Snowflake; {@link #put(InputStream, String)} accepts such
     *     files
     * @throws org.springframework.dao.DataAccessResourceFailureException if a file cannot be transferred
     */
    List<TransferredFile> put(Path file);

    /**
     * Uploads a stream, uncompressed. Does not close the stream, and buffers only a part of it in memory.
     *
     * @param name the name of the file in the stage
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if it is no name of a file
     */
    TransferredFile put(InputStream content, String name);

    /**
     * Downloads all files of the stage, or of the folder, to a directory, which is created if necessary. Files stay
     * compressed, and replace those with the same name.
     *
     * @return the downloaded files
     * @throws org.springframework.dao.DataAccessResourceFailureException if a file cannot be transferred
     */
    List<TransferredFile> get(Path directory);

    /**
     * Downloads a file as a stream, through a temporary file that is deleted when the stream is closed.
     *
     * @param name the name of the file in the stage
     * @throws org.springframework.dao.DataRetrievalFailureException if there is no such file
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if it is no name of a file
     * @throws java.io.UncheckedIOException if the temporary file cannot be written
     */
    InputStream open(String name);
}
