package dev.connections.snowflake.load;

import dev.connections.snowflake.stage.StageName;
import dev.connections.sql.execution.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of one write are: a temporary stage of the session's, in the schema of the table, or a folder in a
 * stage that is there already.
 *
 * @param folder the place that no other write uses
 * @param cleaning the statement that removes the files
 */
record LoadStage(StageName folder, String cleaning) {

    /**
     * @param named the stage that the caller names, or {@code null} for a temporary one
     */
    static LoadStage open(SqlWork work, Connection jdbc, LoadTable table, @Nullable StageName named)
            throws SQLException {
        String id = "CONNECTIONS_" + UUID.randomUUID().toString().replace('-', '_');
        // to create a stage would commit the transaction
        @Nullable StageName existing = (named == null && work.inTransaction()) ? StageName.of("~") : named;
        if (existing != null) {
            StageName folder = existing.below(id + "/");
            return new LoadStage(folder, "remove " + folder.quoted());
        }
        String name = table.beside('"' + id + '"');
        StageName folder;
        try {
            folder = StageName.of(name).below("");
        } catch (IllegalArgumentException ex) {
            throw work.usage("no temporary stage can be made beside " + table.name() + ": name one by stage(…)");
        }
        run(jdbc, "create temporary stage " + name);
        return new LoadStage(folder, "drop stage if exists " + name);
    }

    void clean(Connection jdbc) throws SQLException {
        run(jdbc, cleaning);
    }

    private static void run(Connection jdbc, String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }
}
