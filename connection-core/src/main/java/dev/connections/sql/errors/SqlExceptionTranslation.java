package dev.connections.sql.errors;

import dev.connections.ConnectionException;
import dev.connections.ConnectionUnavailableException;
import dev.connections.login.LoginRequiredException;
import dev.connections.sql.dialect.SqlDialect;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Translates {@link SQLException}s to Spring's {@link org.springframework.dao.DataAccessException}s whose messages name
 * the connection. Messages contain no parameter values. Immutable.
 */
public final class SqlExceptionTranslation implements SQLExceptionTranslator {

    private final String task;

    private final SqlDialect dialect;

    private final SQLExceptionTranslator translator;

    public SqlExceptionTranslation(String connectionName, SqlDialect dialect) {
        this.task = "Connection '" + connectionName + "'";
        this.dialect = dialect;
        this.translator = switch (dialect) {
            case SQLITE -> new SqliteExceptionTranslator();
            case DUCKDB -> new DuckDbExceptionTranslator();
            case MYSQL -> new ConnectorJExceptionTranslator();
            case MARIADB -> new MariaDbExceptionTranslator();
            case SNOWFLAKE -> new SnowflakeExceptionTranslator();
            default -> new SQLExceptionSubclassTranslator();
        };
    }

    public DataAccessException translate(@Nullable String sql, SQLException ex) {
        return translate(task, sql, ex);
    }

    /** For Spring's own templates: their task is only said if it is more than the connection. */
    @Override
    public DataAccessException translate(String springTask, @Nullable String sql, SQLException ex) {
        String fullTask = springTask.equals(task) ? task : task + ": " + springTask;
        SQLException cause = withoutStatementText(ex);
        ErrorKind kind = ErrorKind.of(cause, dialect);
        if (kind != null) {
            String statement = (sql != null) ? "; SQL [" + sql + "]; " : "; ";
            return kind.exception(fullTask + statement + cause.getMessage(), dialect, cause);
        }
        DataAccessException translated = translator.translate(fullTask, sql, cause);
        if (translated instanceof BadSqlGrammarException grammar) {
            return explained(fullTask, grammar);
        }
        return (translated != null) ? translated : new UncategorizedSQLException(fullTask, sql, cause);
    }

    /** Spring leaves to the cause what the database has said, which logs often cut off. */
    private DataAccessException explained(String fullTask, BadSqlGrammarException grammar) {
        SQLException cause = grammar.getSQLException();
        String reason = (cause == null || quotesValues(cause)) ? null : cause.getMessage();
        if (cause == null || reason == null) {
            return grammar;
        }
        // H2 adds the statement, which is in Spring's message already.
        String text = reason.replaceFirst("(?s); SQL statement:.*", "").replaceAll("\\s*\\R\\s*", " ");
        return new BadSqlGrammarException(fullTask + ": " + text, grammar.getSql(), cause);
    }

    /** MySQL's and MariaDB's drivers may write values into the text, of which a syntax error then shows a part. */
    private boolean quotesValues(SQLException ex) {
        return (dialect == SqlDialect.MARIADB || dialect == SqlDialect.MYSQL) && "42000".equals(ex.getSQLState());
    }

    /** Returns the failure of a row that does not become what is requested, with the name of the connection. */
    public DataAccessException unreadable(DataAccessException ex) {
        String message = String.valueOf(ex.getMessage());
        if (message.startsWith(task)) {
            return ex;
        }
        return (ex instanceof InvalidDataAccessApiUsageException)
                ? new InvalidDataAccessApiUsageException(task + ": " + message, ex.getCause())
                : new DataRetrievalFailureException(task + ": " + message, ex.getCause());
    }

    /**
     * PostgreSQL's driver writes the statement with all its values into the exception of a batch, but not into the
     * next.
     */
    private static SQLException withoutStatementText(SQLException ex) {
        return (ex instanceof BatchUpdateException && ex.getNextException() != null) ? ex.getNextException() : ex;
    }

    /** That a user has to log in is nothing about data: the login filter needs it unchanged. */
    public RuntimeException unavailable(ConnectionException ex) {
        if (ex instanceof LoginRequiredException) {
            return ex;
        }
        // Its message names the connection already.
        return (ex instanceof ConnectionUnavailableException)
                ? new TransientDataAccessResourceException(ex.getMessage(), ex)
                : new DataAccessResourceFailureException(ex.getMessage(), ex);
    }

    public InvalidDataAccessApiUsageException usage(String problem) {
        return new InvalidDataAccessApiUsageException(task + ": " + problem);
    }

    public InvalidDataAccessApiUsageException usage(InvalidDataAccessApiUsageException problem, String sql) {
        return new InvalidDataAccessApiUsageException(
                task + ": " + problem.getMessage() + "; SQL [" + sql + "]", problem.getCause());
    }

    public SqlDialect dialect() {
        return dialect;
    }

    /** Returns the prefix of messages. */
    public String task() {
        return task;
    }
}
