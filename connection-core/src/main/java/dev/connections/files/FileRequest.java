package dev.connections.files;

import dev.connections.rows.Rows;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A request about one file with options: first the options, then one method that sends it. Used by one thread.
 *
 * <p>All methods that send it throw the exceptions of {@link FilesConnection}. An option that has no effect on the
 * request is an {@link IllegalStateException}.
 */
public interface FileRequest {

    // Options of tables

    /**
     * Sets the format of a table: {@code csv}, {@code tsv}, {@code json}, {@code jsonl} or {@code parquet}. By default,
     * the extension of the path names it.
     *
     * @throws IllegalArgumentException if the format is unknown
     */
    FileRequest format(String name);

    /** Sets the options of a CSV file. */
    FileRequest csv(UnaryOperator<CsvOptions> options);

    /** Sets the types of columns by the components of a record with the same names. Other columns are inferred. */
    FileRequest columns(Class<? extends Record> type);

    // Options of reads

    /**
     * Caches the result. Zero reads the file, whatever the default of the connection.
     *
     * @param maximumAge the maximum age of the result
     */
    FileRequest ttl(Duration maximumAge);

    /** Sets the first byte to read, from 0. */
    FileRequest offset(long bytes);

    // Options of writes

    /** Sets the media type. By default, the extension of the path names it. */
    FileRequest contentType(String mediaType);

    /** Sets metadata of the user. Names are case-insensitive and consist of letters, digits and {@code -}. */
    FileRequest metadata(Map<String, String> values);

    /** Writes the file only if it does not exist. */
    FileRequest ifAbsent();

    /**
     * Requires a version: a write replaces only this version, a read returns no other one.
     *
     * @param version that of {@link FileInfo#version()}
     */
    FileRequest ifMatch(String version);

    /** Sets a consumer of the progress. An exception of the consumer aborts the transfer. */
    FileRequest onProgress(Consumer<? super TransferProgress> consumer);

    // Reads

    /** Reads a table. */
    Rows rows();

    /** Reads a table into objects of a type, such as a record. */
    <T> List<T> list(Class<T> type);

    /** Reads a text in UTF-8. */
    String text();

    /** Reads a text. */
    String text(Charset charset);

    /** Reads all bytes. */
    byte[] bytes();

    /** Opens the file. A broken connection is resumed as long as the version of the file is the same. */
    InputStream open();

    /** Downloads to a local file, which is replaced when all bytes have arrived. */
    FileInfo download(Path target);

    /** Returns the properties of the file. */
    FileInfo info();

    // Writes

    /** Writes bytes. */
    FileInfo write(byte[] content);

    /** Writes a stream of unknown length to its end, without buffering all of it. Does not close the stream. */
    FileInfo write(InputStream content);

    /** Writes a text in UTF-8. */
    FileInfo write(String text);

    /** Writes a table. */
    FileInfo write(Rows rows);

    /** Writes records, or maps of column names and values, as a table. */
    FileInfo write(Iterable<?> records);

    /** Uploads a local file. */
    FileInfo upload(Path source);

    /**
     * Returns a URL with which everybody can read the file for a limited time.
     *
     * @param validity the time until the URL expires
     * @throws UnsupportedOperationException if the store has no signed URLs, or the credentials cannot sign
     */
    URI signedUrl(Duration validity);

    /**
     * Returns a URL with which everybody can write the file by {@code PUT} for a limited time.
     *
     * @param validity the time until the URL expires
     * @throws UnsupportedOperationException if the store has no signed URLs, or the credentials cannot sign
     */
    URI signedUploadUrl(Duration validity);
}
