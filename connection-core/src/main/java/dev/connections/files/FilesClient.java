package dev.connections.files;

/** The client of a file store: the resource of a {@link FilesConnection}. Thread-safe. */
public interface FilesClient {

    /**
     * Returns the native client, such as the S3 client of the AWS SDK. It must not be closed. It has no retries,
     * because the connection retries its own requests.
     *
     * @param type the class of the client
     * @throws IllegalArgumentException if the store has no client of this type; the message names those it has
     */
    <T> T unwrap(Class<T> type);
}
