package dev.connections.files.store;

import dev.connections.files.FileInfo;
import dev.connections.files.FilesClient;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;

/**
 * The files below one URL. Each method sends the fewest requests that it needs and retries none of them, except the
 * parts of a large write, which it sends through {@link RequestRetry}. The client's own retries are off. Thread-safe.
 *
 * <p>Paths are relative to the URL, valid and not encoded. Every failure of the store or the network is a {@link
 * StoreException} with a reason; its message has no secrets.
 */
public interface FileStore extends FilesClient, AutoCloseable {

    /** Returns the names for observations and health. Sends no request. */
    StoreIdentity identity();

    /**
     * Sends a cheap request that shows that the bucket or directory exists and accepts the credentials.
     *
     * @throws StoreException with reason {@code CONTAINER_MISSING}, {@code CREDENTIALS_REFUSED}, {@code FORBIDDEN},
     *     {@code THROTTLED} or {@code UNAVAILABLE}
     */
    void check() throws StoreException;

    /**
     * Returns the properties of a file.
     *
     * @throws StoreException with reason {@code NOT_FOUND} if there is none
     */
    FileInfo info(String path) throws StoreException;

    /** Returns one page of files, ordered by path if the store orders them. */
    FilePage list(ListRequest request) throws StoreException;

    /**
     * Opens a file. The caller closes the content. Reading the body throws {@code IOException} if the connection
     * breaks, also if fewer bytes arrive than announced.
     *
     * @throws StoreException with reason {@code NOT_FOUND}, {@code NOT_MODIFIED} for {@code ifNoneMatch}, or {@code
     *     CONDITION_FAILED} for {@code ifMatch}
     */
    FileContent read(ReadRequest request) throws StoreException;

    /**
     * Writes a file. Until all content has been written, nothing of it is visible and the old file remains. Needs
     * memory for a few parts only. Small content is one request.
     *
     * @throws StoreException with reason {@code CONDITION_FAILED} if the condition does not hold
     * @throws IOException the exception of the content's stream, unchanged; the write is aborted then. So it is after a
     *     {@code RuntimeException} of the stream
     */
    FileInfo write(WriteRequest request) throws StoreException, IOException;

    /** Deletes files, with as few requests as possible. Ignores missing ones. */
    void delete(Collection<String> paths) throws StoreException;

    /**
     * Copies a file within the store, whatever its size, and replaces the target.
     *
     * @throws StoreException with reason {@code NOT_FOUND} if there is no source
     */
    FileInfo copy(String source, String target) throws StoreException;

    /**
     * Returns a signed URL.
     *
     * @throws UnsupportedOperationException if the store or the credentials cannot sign
     */
    URI sign(SignRequest request) throws StoreException;

    /** Closes the client. */
    @Override
    void close();
}
