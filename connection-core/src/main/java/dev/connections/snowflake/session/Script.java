package dev.connections.snowflake.session;

import dev.connections.snowflake.ScriptResult;
import dev.connections.snowflake.driver.SnowflakeApi;
import dev.connections.sql.execution.SqlWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several statements in one text, which Snowflake splits itself. Run once, by one thread. */
final class Script {

    /** Any number of them. */
    private static final int ANY = 0;

    private final SqlWork work;

    private final String text;

    private final @Nullable Duration timeout;

    /**
     * Whether it has been sent. The driver then fetches results, and a session that is gone meanwhile looks as one that
     * was before.
     */
    private boolean sent;

    Script(SqlWork work, String text, @Nullable Duration timeout) {
        this.work = work;
        this.text = text;
        this.timeout = timeout;
    }

    List<ScriptResult> run() {
        List<ScriptResult> results = work.write(text, () -> !sent, this::run);
        work.wrote();
        return results;
    }

    private List<ScriptResult> run(Connection jdbc) throws SQLException {
        work.requireAnswer(jdbc);
        try (Statement statement = jdbc.createStatement()) {
            SnowflakeApi.setParameter(statement, "MULTI_STATEMENT_COUNT", ANY);
            sent = true;
            return work.<Statement, List<ScriptResult>>watched(statement, text, timeout, this::results);
        }
    }

    /** By the result itself: the driver says of a count that it is a result as long as there is another statement. */
    private List<ScriptResult> results(Statement statement) throws SQLException {
        List<ScriptResult> results = new ArrayList<>();
        boolean more = true;
        statement.execute(text);
        while (more) {
            try (ResultSet rows = statement.getResultSet()) {
                results.add(
                        (rows != null)
                                ? new ScriptResult(work.rows(rows, text), 0)
                                : new ScriptResult(null, statement.getLargeUpdateCount()));
            }
            more = statement.getMoreResults() || statement.getUpdateCount() >= 0;
        }
        return List.copyOf(results);
    }
}
