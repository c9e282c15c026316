package dev.connections.snowflake;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A connection to Snowflake: a {@link SqlConnection} on Snowflake's own driver, with asynchronous queries, bulk
 * loads, stages and Snowpark. A session that has expired is replaced transparently, except within a transaction.
 * Thread-safe.
 */
public interface SnowflakeConnection extends SqlConnection {

    /**
     * The native object underneath: the {@code HikariDataSource}, or the driver's own connection, such as
     * {@code net.snowflake.client.api.connection.SnowflakeConnection}, which version 3 calls
     * {@code net.snowflake.client.jdbc.SnowflakeConnection}. Inside a transaction it is the one of the transaction,
     * otherwise one of the pool that others use too. Or Snowpark's {@code com.snowflake.snowpark_java.Session} that
     * {@link #session} uses. It is replaced when the connection is, so do not keep it.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if there is none of that type
     */
    @Override
    <T> T unwrap(Class<T> type);

    /**
     * Submits a statement without waiting for it.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException in a transaction, because the statement
     *     would not be part of it
     */
    default AsyncQuery submit(String sql) {
        return submit(sql, Map.of());
    }

    /** Same as {@link #submit(String)}, with named parameters. */
    AsyncQuery submit(String sql, Map<String, ?> params);

    /**
     * Same as {@link #submit(String, Map)}, with a timeout after which Snowflake cancels the statement, even if the
     * application has ended; rounded up to whole seconds.
     */
    AsyncQuery submit(String sql, Map<String, ?> params, Duration timeout);

    /**
     * Returns a statement that was submitted before, also before a restart or by another application of the same
     * user. Sends no request.
     *
     * @param id the {@link AsyncQuery#id}
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if the id is malformed
     */
    AsyncQuery resume(String id);

    /**
     * Creates a bulk load into a table, by stage and {@code COPY}.
     *
     * @param table the name, looked up and quoted as in {@link #table}, so it may come from a user
     */
    TableWrite write(String table);

    /** Loads rows into a table; see {@link TableWrite}. */
    default WriteResult write(String table, Rows rows) {
        return write(table).from(rows);
    }

    /** Loads records, JavaBeans, maps or rows into a table, as {@link #write(String, Rows)}. */
    default WriteResult write(String table, Iterable<?> records) {
        return write(table).from(records);
    }

    /** Same as {@link #write(String, Iterable)}, for any number of elements; closes the stream. */
    default WriteResult write(String table, Stream<?> records) {
        return write(table).from(records);
    }

    /**
     * Returns a stage, or a folder in one: {@code my_stage}, {@code schema.my_stage/folder}, {@code ~} for the
     * user's stage, {@code %orders} for that of a table.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if the name is invalid
     */
    Stage stage(String name);

    /** Uploads a file, or the files of a directory, to a stage; see {@link Stage#put(Path)}. */
    default List<TransferredFile> put(Path file, String stage) {
        return stage(stage).put(file);
    }

    /** Downloads the files of a stage to a directory; see {@link Stage#get}. */
    default List<TransferredFile> get(String stage, Path directory) {
        return stage(stage).get(directory);
    }

    /**
     * Runs the statements of a script in order, by one request. Each is committed by itself, unless the script
     * begins a transaction; the first failure ends it. Parameters are not supported.
     *
     * @return the result of each statement
     */
    List<ScriptResult> script(String text);

    /** Same as {@link #script(String)}, with a timeout after which the script is cancelled at the server. */
    List<ScriptResult> script(String text, Duration timeout);

    /**
     * Returns Snowpark with the same account, user, role, warehouse and parameters. Requires {@code
     * com.snowflake:snowpark}. It has one session of its own beside the pool, shared by all threads; with a login,
     * one for each user. It is opened at its first use, and replaced and closed with the connection.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if Snowpark is missing, or does not
     *     support the driver
     */
    SnowparkSession session();
}
