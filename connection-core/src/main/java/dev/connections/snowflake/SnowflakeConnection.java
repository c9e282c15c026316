package dev.connections.snowflake;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A connection to Snowflake: all of {@link SqlConnection}, on Snowflake's own driver. A session that the server has ended is
 * replaced by a new login without the caller noticing, unless it is in the middle of a transaction. Safe for use by several threads.
 */
public interface SnowflakeConnection extends SqlConnection {

    /**
     * The native object underneath: the {@code HikariDataSource}, or the driver's own connection, such as
     * {@code net.snowflake.client.api.connection.SnowflakeConnection}, which version 3 calls
     * {@code net.snowflake.client.jdbc.SnowflakeConnection}. Inside a transaction it is the one of the transaction,
     * otherwise one of the pool that others use too. Or Snowpark's {@code com.snowflake.snowpark_java.Session} that {@link #session} uses.
     * It is replaced when the connection is, so do not keep it.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if there is none of that type
     */
    @Override
    <T> T unwrap(Class<T> type);

    /**
     * Runs a statement at Snowflake without waiting for it.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException in a transaction, of which it could not be a part
     */
    default AsyncQuery submit(String sql) {
        return submit(sql, Map.of());
    }

    /** As {@link #submit(String)}, with named parameters. */
    AsyncQuery submit(String sql, Map<String, ?> params);

    /**
     * As {@link #submit(String, Map)}, with a time after which Snowflake cancels the statement, whether the application still
     * runs or not; whole seconds, rounded up.
     */
    AsyncQuery submit(String sql, Map<String, ?> params, Duration timeout);

    /**
     * A statement that was submitted before, perhaps before a restart or by another application of the same user. Asks
     * Snowflake for nothing yet.
     *
     * @param id what {@link AsyncQuery#id} said
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if it does not have the form of an id
     */
    AsyncQuery resume(String id);

    /**
     * Begins a bulk write, by stage and {@code COPY}, into a table.
     *
     * @param table looked up and quoted as {@link #table} does, so it may come from a user
     */
    TableWrite write(String table);

    /** Adds rows to a table, by stage and {@code COPY}; {@link TableWrite} says how. */
    default Written write(String table, Rows rows) {
        return write(table).from(rows);
    }

    /** Adds records, JavaBeans, maps or rows to a table, as {@link #write(String, Rows)}. */
    default Written write(String table, Iterable<?> records) {
        return write(table).from(records);
    }

    /** As {@link #write(String, Iterable)}, however many there are; closes the stream. */
    default Written write(String table, Stream<?> records) {
        return write(table).from(records);
    }

    /**
     * A stage, or a folder in one: {@code my_stage}, {@code schema.my_stage/folder}, {@code ~} for the user's own, {@code %orders} for
     * a table's.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if it is no such name
     */
    Stage stage(String name);

    /** Puts a file, or the files of a directory, into a stage; {@link Stage#put(Path)} says how. */
    default List<TransferredFile> put(Path file, String stage) {
        return stage(stage).put(file);
    }

    /** Gets the files of a stage into a directory; {@link Stage#get} says how. */
    default List<TransferredFile> get(String stage, Path directory) {
        return stage(stage).get(directory);
    }

    /**
     * Runs the statements of a text, one after the other, by one request. Each is committed by itself, unless the script begins a
     * transaction; the first that fails ends it. There are no parameters.
     *
     * @return what each gave
     */
    List<ScriptResult> script(String text);

    /** As {@link #script(String)}; cancelled at the server when it has taken that long. */
    List<ScriptResult> script(String text, Duration timeout);

    /**
     * Snowpark, over the same account, user, role, warehouse and parameters, when {@code com.snowflake:snowpark} is on the class path. It
     * has one session of its own beside the pool, which all threads share, with what is set in it; a connection of a login has one for each user.
     * It is opened at its first use, and replaced and closed with the connection.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if Snowpark is not there, or does not work with the driver that is
     */
    SnowparkSession session();
}
