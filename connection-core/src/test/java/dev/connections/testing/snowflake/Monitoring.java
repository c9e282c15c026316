package dev.connections.testing.snowflake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be asked about statements by their ids. */
final class Monitoring {

    private static final Pattern RESULT_SCAN =
            Pattern.compile("(?is)select \\* from table\\(result_scan\\('([^']*)'\\)\\)");

    private static final Pattern CANCEL = Pattern.compile("(?is)select\\s+system\\$cancel_query\\('([^']*)'\\)");

    private final Statements statements;

    Monitoring(Statements statements) {
        this.statements = statements;
    }

    /** The answer to a statement about another statement; nothing if it is none. */
    Optional<ObjectNode> answer(String sql) throws InterruptedException {
        Matcher scan = RESULT_SCAN.matcher(sql);
        if (scan.matches()) {
            return Optional.of(result(scan.group(1)));
        }
        Matcher cancel = CANCEL.matcher(sql);
        return cancel.matches() ? Optional.of(cancel(cancel.group(1))) : Optional.empty();
    }

    ObjectNode result(String id) throws InterruptedException {
        Statements.@Nullable Execution execution = statements.byId(id);
        return (execution == null)
                ? Json.sqlFailure("000709", "02000", "Statement " + id + " not found", id)
                : statements.await(execution);
    }

    private ObjectNode cancel(String id) {
        Statements.@Nullable Execution execution = statements.byId(id);
        boolean runs = execution != null && !execution.answer().isDone();
        if (runs) {
            execution.abort().run();
        }
        ObjectNode data = Json.object();
        data.put("queryId", id).put("statementTypeId", 4096);
        Query.single(
                data,
                "SYSTEM$CANCEL_QUERY",
                "text",
                runs ? "query [" + id + "] terminated." : "Identified SQL statement is not currently executing.");
        return Json.success(data);
    }

    ObjectNode status(String id) {
        ObjectNode data = Json.object();
        ArrayNode queries = data.putArray("queries");
        Statements.@Nullable Execution execution = statements.byId(id);
        if (execution != null) {
            boolean done = execution.answer().isDone();
            boolean failed = done && !execution.answer().join().path("success").asBoolean();
            ObjectNode query = queries.addObject().put("id", id).put("sqlText", execution.sql());
            query.put("status", !done ? "RUNNING" : failed ? "FAILED_WITH_ERROR" : "SUCCESS");
            query.put("state", done ? "SUCCEEDED" : "RUNNING");
            if (failed) {
                JsonNode answer = execution.answer().join();
                query.put("errorCode", answer.path("code").asString())
                        .put("errorMessage", answer.path("message").asString());
            }
        }
        return Json.success(data);
    }
}
