package dev.connections.files;

import dev.connections.ManagedConnection;
import dev.connections.rows.Rows;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.WritableResource;

/**
 * A connection to files in S3, Google Cloud Storage, Azure Blob Storage, Hugging Face or a local directory.
 * Thread-safe.
 *
 * <p>Paths are relative to the connection's URL. A path is not decoded: {@code %20} is three characters. Absolute
 * paths, {@code ..} segments and NUL are an {@link IllegalArgumentException}.
 *
 * <p>Idempotent requests are retried within {@code retry.budget}. Methods throw {@link MissingFileException} if the
 * file does not exist, {@link FileConditionException} if a condition does not hold, {@link FileFormatException} if a
 * table is malformed, {@link FilesException} for other failures of a file, {@link
 * dev.connections.CredentialsRefusedException} if the store rejects the credentials, and {@link
 * dev.connections.ConnectionUnavailableException} if the connection cannot be opened.
 */
public interface FilesConnection extends ManagedConnection<FilesClient> {

    /** Starts a request about a file, with options. */
    FileRequest file(String path);

    // Tables

    /** Reads a table in the format of the path's extension: csv, tsv, json, jsonl or parquet, each also {@code .gz}. */
    default Rows read(String path) {
        return file(path).rows();
    }

    /** Reads a table, or returns a cached result of at most this age. */
    default Rows read(String path, Duration ttl) {
        return file(path).ttl(ttl).rows();
    }

    /** Reads a table into objects of a type, such as a record. */
    default <T> List<T> read(String path, Class<T> type) {
        return file(path).list(type);
    }

    /** Reads a table into objects of a type, or returns a cached result of at most this age. */
    default <T> List<T> read(String path, Class<T> type, Duration ttl) {
        return file(path).ttl(ttl).list(type);
    }

    /**
     * Runs one SQL query on the files of this connection, such as {@code select * from '2026/*.parquet'}. Needs DuckDB
     * on the class path. The query can read the named files, nothing else.
     *
     * @throws IllegalArgumentException if the text is not a single query, or uses a function or table that is not
     *     allowed
     */
    default Rows query(String sql) {
        return query(sql, Map.of());
    }

    /** Runs a query on files, or returns a cached result of at most this age. */
    default Rows query(String sql, Duration ttl) {
        return query(sql, Map.of(), ttl);
    }

    /** Runs a query on files with named parameters, such as {@code :month}. */
    Rows query(String sql, Map<String, ? extends @Nullable Object> parameters);

    /** Runs a query on files with named parameters, or returns a cached result of at most this age. */
    Rows query(String sql, Map<String, ? extends @Nullable Object> parameters, Duration ttl);

    /** Runs a query on files with named parameters, into objects of a type. */
    <T> List<T> query(String sql, Map<String, ? extends @Nullable Object> parameters, Class<T> type);

    /** Runs a query on files into objects of a type. */
    default <T> List<T> query(String sql, Class<T> type) {
        return query(sql, Map.of(), type);
    }

    /**
     * Writes a table in the format of the path's extension: csv, tsv, json, jsonl or parquet, each also {@code .gz}.
     */
    default FileInfo write(String path, Rows rows) {
        return file(path).write(rows);
    }

    /** Writes records, or maps of column names and values, as a table in the format of the path's extension. */
    default FileInfo write(String path, Iterable<?> records) {
        return file(path).write(records);
    }

    // Content

    /** Reads a text in UTF-8. */
    default String readText(String path) {
        return file(path).text();
    }

    /** Reads a text. */
    default String readText(String path, Charset charset) {
        return file(path).text(charset);
    }

    /** Reads all bytes. */
    default byte[] readBytes(String path) {
        return file(path).bytes();
    }

    /** Opens a file for reading. The caller closes the stream. A broken connection is resumed. */
    default InputStream open(String path) {
        return file(path).open();
    }

    /** Opens a file for reading from a byte, counted from 0. */
    default InputStream open(String path, long offset) {
        return file(path).offset(offset).open();
    }

    /** Writes bytes. Replaces the file. */
    default FileInfo write(String path, byte[] content) {
        return file(path).write(content);
    }

    /** Writes a stream to its end, without buffering all of it. Replaces the file. Does not close the stream. */
    default FileInfo write(String path, InputStream content) {
        return file(path).write(content);
    }

    /** Writes a text in UTF-8. Replaces the file. */
    default FileInfo writeText(String path, String text) {
        return file(path).write(text);
    }

    /** Uploads a local file. */
    default FileInfo upload(Path source, String path) {
        return file(path).upload(source);
    }

    /** Uploads a local file. An exception of the consumer aborts the upload. */
    default FileInfo upload(Path source, String path, Consumer<? super TransferProgress> progress) {
        return file(path).onProgress(progress).upload(source);
    }

    /** Uploads a stream to its end, without buffering all of it. Does not close the stream. */
    default FileInfo upload(InputStream source, String path) {
        return file(path).write(source);
    }

    /** Uploads a stream to its end. An exception of the consumer aborts the upload. Does not close the stream. */
    default FileInfo upload(InputStream source, String path, Consumer<? super TransferProgress> progress) {
        return file(path).onProgress(progress).write(source);
    }

    /** Uploads a resource. */
    FileInfo upload(Resource source, String path);

    /** Uploads a resource. An exception of the consumer aborts the upload. */
    FileInfo upload(Resource source, String path, Consumer<? super TransferProgress> progress);

    /** Downloads to a local file, which is replaced when all bytes have arrived. */
    default FileInfo download(String path, Path target) {
        return file(path).download(target);
    }

    /** Downloads to a local file. An exception of the consumer aborts the download. */
    default FileInfo download(String path, Path target, Consumer<? super TransferProgress> progress) {
        return file(path).onProgress(progress).download(target);
    }

    // Files

    /** Returns all files whose path starts with a prefix, in folders of any depth, by path. Empty for all files. */
    default List<FileInfo> list(String prefix) {
        try (Stream<FileInfo> files = stream(prefix)) {
            return files.toList();
        }
    }

    /** Returns the files of a prefix lazily, page by page, in constant memory. */
    Stream<FileInfo> stream(String prefix);

    /**
     * Returns the files and folders directly in a folder.
     *
     * @param folder the path of the folder, with or without a {@code /} at the end; empty for the root
     */
    FileListing listFolder(String folder);

    /** Returns whether a file exists. */
    boolean exists(String path);

    /** Returns the properties of a file. */
    default FileInfo info(String path) {
        return file(path).info();
    }

    /** Deletes a file. Does nothing if it does not exist. */
    default void delete(String path) {
        delete(List.of(path));
    }

    /** Deletes files, with as few requests as possible. Ignores missing ones. */
    void delete(Collection<String> paths);

    /** Copies a file within the store. Replaces the target. */
    FileInfo copy(String source, String target);

    /** Copies a file within the store, then deletes the source. Replaces the target. */
    FileInfo move(String source, String target);

    /**
     * Returns a URL with which everybody can read the file for a limited time.
     *
     * @param validity the time until the URL expires
     * @throws UnsupportedOperationException if the store has no signed URLs, such as a local directory, or the
     *     credentials cannot sign
     */
    default URI signedUrl(String path, Duration validity) {
        return file(path).signedUrl(validity);
    }

    /**
     * Returns a URL with which everybody can write the file by {@code PUT} for a limited time. For Azure, the request
     * needs the header {@code x-ms-blob-type: BlockBlob}.
     *
     * @param validity the time until the URL expires
     * @throws UnsupportedOperationException as {@link #signedUrl}
     */
    default URI signedUploadUrl(String path, Duration validity) {
        return file(path).signedUploadUrl(validity);
    }

    /** Returns a file as a resource of Spring. Writes become visible when the output stream is closed. */
    WritableResource resource(String path);

    /**
     * Returns the native client, such as the S3 client of the AWS SDK. Do not close it.
     *
     * @param type the class of the client
     * @throws IllegalArgumentException if the store has no client of this type; the message names those it has
     */
    <T> T unwrap(Class<T> type);
}
