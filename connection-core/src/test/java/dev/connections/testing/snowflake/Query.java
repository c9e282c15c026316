package dev.connections.testing.snowflake;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs one statement in a session, and says what came of it. */
final class Query {

    /** Keeps the caller waiting, as the function of that name does. */
    private static final Pattern WAIT =
            Pattern.compile("(?is)(?:select|call)\\s+system\\$wait\\s*\\(\\s*([0-9.]+)\\s*(?:,\\s*'\\w+'\\s*)?\\)");

    private static final String TIMEOUT = "STATEMENT_TIMEOUT_IN_SECONDS";

    private static final long MILLIS = 1000;

    private final Session session;

    private final Chunks chunks;

    private final String baseUrl;

    private final Stages stages;

    Query(Session session, Chunks chunks, Stages stages, String baseUrl) {
        this.stages = stages;
        this.session = session;
        this.chunks = chunks;
        this.baseUrl = baseUrl;
    }

    ObjectNode run(JsonNode request, String queryId, Abort abort) {
        StatementText text = StatementText.of(request.path("sqlText").asString());
        Bindings bindings = new Bindings(request.path("bindings"));
        long timeout = request.path("parameters").path(TIMEOUT).asLong(0);
        if (timeout > 0) {
            CompletableFuture.delayedExecutor(timeout, TimeUnit.SECONDS).execute(abort::timeOut);
        }
        try {
            ObjectNode data = Json.object();
            data.put("queryId", queryId).put("statementTypeId", text.typeId()).put("version", 1);
            SessionParameters.write(session, data);
            if (request.path("describeOnly").asBoolean(false)) {
                describe(text, data);
            } else {
                @Nullable String bindStage = Json.text(request, "bindStage");
                if (bindStage != null) {
                    String insert = Translation.of(text.sql(), session);
                    changed(text, data, CopyCommand.insertBinds(stages, session, bindStage, insert));
                } else {
                    run(text, bindings, data, abort);
                }
            }
            data.put("finalDatabaseName", session.setting("DATABASE"))
                    .put("finalSchemaName", session.setting("SCHEMA"));
            data.put("finalWarehouseName", session.setting("WAREHOUSE")).put("finalRoleName", session.setting("ROLE"));
            return Json.success(data);
        } catch (SQLException ex) {
            SqlFailure failure = abort.isTimedOut() ? SqlFailure.TIMED_OUT : SqlFailure.of(ex);
            String message = "SQL compilation error: "
                    + String.valueOf(ex.getMessage()).replaceFirst("(?s); SQL statement:.*", "");
            return Json.sqlFailure(failure.code(), failure.sqlState(), message, queryId);
        }
    }

    private void describe(StatementText text, ObjectNode data) throws SQLException {
        @Nullable String show = ShowCommand.query(text.sql(), session);
        String sql = (show != null) ? show : Translation.of(text.sql(), session);
        ArrayNode columns = Json.MAPPER.createArrayNode();
        int parameters = 0;
        if (text.isQuery() || text.changesRows()) {
            try (PreparedStatement statement = session.jdbc().prepareStatement(sql)) {
                @Nullable ResultSetMetaData meta = statement.getMetaData();
                ParameterMetaData parameterMeta = statement.getParameterMetaData();
                parameters = parameterMeta.getParameterCount();
                columns = (meta != null) ? ResultJson.columns(meta) : count(text.verb());
                ArrayNode types = data.putArray("metaDataOfBinds");
                for (int i = 1; i <= parameters; i++) {
                    types.addObject()
                            .put("type", "text")
                            .put("name", String.valueOf(i))
                            .put("nullable", true);
                }
            }
        }
        data.set("rowtype", columns);
        data.putArray("rowset");
        data.put("total", 0).put("returned", 0).put("queryResultFormat", "json");
        data.put("numberOfBinds", parameters)
                .put("arrayBindSupported", text.verb().equals("insert"));
    }

    private void run(StatementText text, Bindings bindings, ObjectNode data, Abort abort) throws SQLException {
        Matcher wait = WAIT.matcher(text.sql());
        if (wait.matches()) {
            abort.pause((long) (Double.parseDouble(wait.group(1)) * MILLIS));
            single(data, "SYSTEM$WAIT", "text", "waited " + wait.group(1) + " seconds");
        } else if (SessionCommand.run(text.sql(), session)) {
            single(data, "status", "text", "Statement executed successfully.");
        } else if (!new StageCommand(stages, session).run(text.sql(), data)
                && !new CopyCommand(stages, session).run(text.sql(), data, abort)) {
            @Nullable String show = ShowCommand.query(text.sql(), session);
            execute((show != null) ? show : Translation.of(text.sql(), session), text, bindings, data, abort);
        }
    }

    private void execute(String sql, StatementText text, Bindings bindings, ObjectNode data, Abort abort)
            throws SQLException {
        Connection jdbc = session.jdbc();
        try (PreparedStatement statement = jdbc.prepareStatement(sql)) {
            abort.running(statement);
            data.put("numberOfBinds", bindings.isEmpty() ? 0 : bindings.json().size());
            data.put("arrayBindSupported", text.verb().equals("insert"));
            if (bindings.isBatch()) {
                changed(text, data, batch(statement, bindings));
                return;
            }
            if (!bindings.isEmpty()) {
                bindings.bind(statement);
            }
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    chunks.write(rows, data, baseUrl);
                }
            } else if (text.changesRows()) {
                changed(text, data, statement.getUpdateCount());
            } else {
                single(data, "status", "text", "Statement executed successfully.");
            }
        } finally {
            abort.running(null);
        }
    }

    private static int batch(PreparedStatement statement, Bindings bindings) throws SQLException {
        for (int element = 0; element < bindings.batchSize(); element++) {
            bindings.bindElement(statement, element);
            statement.addBatch();
        }
        return Arrays.stream(statement.executeBatch()).sum();
    }

    private static void changed(StatementText text, ObjectNode data, int count) {
        single(data, countName(text.verb()), "fixed", String.valueOf(count));
    }

    private static String countName(String verb) {
        return "number of rows " + (verb.equals("delete") ? "deleted" : verb.equals("update") ? "updated" : "inserted");
    }

    private static ArrayNode count(String verb) {
        ArrayNode columns = Json.MAPPER.createArrayNode();
        columns.add(column(countName(verb), "fixed"));
        return columns;
    }

    static ObjectNode column(String name, String type) {
        ObjectNode column = Json.object();
        column.put("name", name).put("type", type).put("nullable", false);
        column.put("database", "").put("schema", "").put("table", "");
        return type.equals("fixed")
                ? column.put("precision", 19).put("scale", 0)
                : column.putNull("precision")
                        .putNull("scale")
                        .put("length", 16_777_216)
                        .put("byteLength", 16_777_216);
    }

    static void single(ObjectNode data, String name, String type, String value) {
        data.putArray("rowtype").add(column(name, type));
        data.putArray("rowset").addArray().add(value);
        data.put("total", 1).put("returned", 1).put("queryResultFormat", "json");
    }
}
