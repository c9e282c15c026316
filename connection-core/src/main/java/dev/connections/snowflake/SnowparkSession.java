package dev.connections.snowflake;

import com.snowflake.snowpark_java.AsyncJob;
import com.snowflake.snowpark_java.Column;
import com.snowflake.snowpark_java.DataFrame;
import com.snowflake.snowpark_java.DataFrameReader;
import com.snowflake.snowpark_java.FileOperation;
import com.snowflake.snowpark_java.Row;
import com.snowflake.snowpark_java.SProcRegistration;
import com.snowflake.snowpark_java.Session;
import com.snowflake.snowpark_java.StoredProcedure;
import com.snowflake.snowpark_java.TableFunction;
import com.snowflake.snowpark_java.UDFRegistration;
import com.snowflake.snowpark_java.UDTFRegistration;
import com.snowflake.snowpark_java.Updatable;
import com.snowflake.snowpark_java.types.StructType;
import java.net.URI;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Snowpark on a connection: each method is that of {@link Session}, on the session of the moment, which is opened or
 * replaced if need be. So this may be kept. What the methods give belongs to one session and ends with it: call the
 * method again for each piece of work.
 *
 * <p>It is no {@link Session} itself, so that {@link SnowflakeConnection} can be there without Snowpark: the methods of
 * a class cannot be listed while one of their types is missing. Where a {@link Session} is requested,
 * {@link SnowflakeConnection#unwrap unwrap(Session.class)} gives it. There is no {@code close()}: the connection closes
 * it.
 *
 * <p>Safe for use by several threads, which share one session and what is set in it. All methods throw Spring's
 * {@link org.springframework.dao.DataAccessException}s if there is no session to be had, and Snowpark's own exceptions
 * otherwise.
 */
public final class SnowparkSession {

    private final SnowflakeConnection connection;

    /** Creates a session that delegates each call to the current Snowpark session of a connection. */
    public SnowparkSession(SnowflakeConnection connection) {
        this.connection = connection;
    }

    private Session live() {
        return connection.unwrap(Session.class);
    }

    /** The rows of a statement. */
    public DataFrame sql(String query) {
        return live().sql(query);
    }

    /** The rows of a statement with parameters, for each of which it has a question mark. */
    public DataFrame sql(String query, Object... params) {
        return live().sql(query, params);
    }

    /** A table or view. */
    public Updatable table(String name) {
        return live().table(name);
    }

    /** A table or view by the parts of its name. */
    public Updatable table(String[] multipartName) {
        return live().table(multipartName);
    }

    /** The numbers from 0 up to {@code end}, without it. */
    public DataFrame range(long end) {
        return live().range(end);
    }

    /** The numbers from {@code start} up to {@code end}, without it. */
    public DataFrame range(long start, long end) {
        return live().range(start, end);
    }

    /** Every {@code step}-th number from {@code start} up to {@code end}, without it. */
    public DataFrame range(long start, long end, long step) {
        return live().range(start, end, step);
    }

    /** Rows of the application's. */
    public DataFrame createDataFrame(Row[] data, StructType schema) {
        return live().createDataFrame(data, schema);
    }

    /** Rows that Snowflake makes up. */
    public DataFrame generator(long rowCount, Column... columns) {
        return live().generator(rowCount, columns);
    }

    /** The elements of a semi-structured value as rows. */
    public DataFrame flatten(Column input) {
        return live().flatten(input);
    }

    /** The elements of a part of a semi-structured value as rows. */
    public DataFrame flatten(Column input, String path, boolean outer, boolean recursive, String mode) {
        return live().flatten(input, path, outer, recursive, mode);
    }

    /** The rows that a table function gives. */
    public DataFrame tableFunction(TableFunction function, Column... args) {
        return live().tableFunction(function, args);
    }

    /** The rows that a table function gives for named arguments. */
    public DataFrame tableFunction(TableFunction function, Map<String, Column> args) {
        return live().tableFunction(function, args);
    }

    /** The rows that a table function gives, called as a column. */
    public DataFrame tableFunction(Column function) {
        return live().tableFunction(function);
    }

    /** What a stored procedure returns. */
    public DataFrame storedProcedure(String name, Object... args) {
        return live().storedProcedure(name, args);
    }

    /** What a stored procedure returns that was registered by {@link #sproc()}. */
    public DataFrame storedProcedure(StoredProcedure procedure, Object... args) {
        return live().storedProcedure(procedure, args);
    }

    /** Reads files of a stage. */
    public DataFrameReader read() {
        return live().read();
    }

    /** Puts files into a stage, and gets them from there. */
    public FileOperation file() {
        return live().file();
    }

    /** Registers functions. Temporary ones go with the session that they were registered in. */
    public UDFRegistration udf() {
        return live().udf();
    }

    /** Registers table functions. Temporary ones go with the session that they were registered in. */
    public UDTFRegistration udtf() {
        return live().udtf();
    }

    /** Registers stored procedures. Temporary ones go with the session that they were registered in. */
    public SProcRegistration sproc() {
        return live().sproc();
    }

    /** A statement that was started before, found again by its id. */
    public AsyncJob createAsyncJob(String queryId) {
        return live().createAsyncJob(queryId);
    }

    /** Gives functions a file that they need. Goes with the session. */
    public void addDependency(String path) {
        live().addDependency(path);
    }

    /** Gives functions a file no longer. */
    public void removeDependency(String path) {
        live().removeDependency(path);
    }

    /** The files that functions are given. */
    public Set<URI> getDependencies() {
        return live().getDependencies();
    }

    /** The tag of all statements of the session from now on, of all threads. */
    public void setQueryTag(String tag) {
        live().setQueryTag(tag);
    }

    /** Takes the tag away. */
    public void unsetQueryTag() {
        live().unsetQueryTag();
    }

    /** Adds a JSON object to the tag. */
    public void updateQueryTag(String tag) {
        live().updateQueryTag(tag);
    }

    /** The tag. */
    public Optional<String> getQueryTag() {
        return live().getQueryTag();
    }

    /** The database that the connection names. */
    public Optional<String> getDefaultDatabase() {
        return live().getDefaultDatabase();
    }

    /** The schema that the connection names. */
    public Optional<String> getDefaultSchema() {
        return live().getDefaultSchema();
    }

    /** The database of the session. */
    public Optional<String> getCurrentDatabase() {
        return live().getCurrentDatabase();
    }

    /** The schema of the session. */
    public Optional<String> getCurrentSchema() {
        return live().getCurrentSchema();
    }

    /** The schema of the session with its database. */
    public String getFullyQualifiedCurrentSchema() {
        return live().getFullyQualifiedCurrentSchema();
    }

    /** A temporary stage of the session. */
    public String getSessionStage() {
        return live().getSessionStage();
    }

    /** The versions of all that is involved, as JSON. */
    public String getSessionInfo() {
        return live().getSessionInfo();
    }

    /** The JDBC connection of the session, which is none of the pool's. */
    public Connection jdbcConnection() {
        return live().jdbcConnection();
    }

    /** Cancels all statements of the session, of all threads. */
    public void cancelAll() {
        live().cancelAll();
    }

    @Override
    public String toString() {
        return "SnowparkSession[" + connection.name() + "]";
    }
}
