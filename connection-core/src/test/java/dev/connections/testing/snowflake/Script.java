package dev.connections.testing.snowflake;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A text of one statement, or, when the driver says so, of several. */
record Script(Query query, Statements statements) {

    private static final Pattern STATEMENT = Pattern.compile("(?s)(?:'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|[^;'\"])+");

    private static final long MANY = 40_960;

    ObjectNode run(JsonNode request, String queryId, Abort abort) {
        List<String> parts = split(request.path("sqlText").asString());
        long expected = request.path("parameters").path("MULTI_STATEMENT_COUNT").asLong(1);
        if (parts.size() <= 1) {
            return query.run(request, queryId, abort);
        }
        if (expected != 0 && expected != parts.size()) {
            return Json.sqlFailure(
                    "000008",
                    "0A000",
                    "Actual statement count " + parts.size() + " did not match the desired statement count " + expected
                            + ".",
                    queryId);
        }
        StringJoiner ids = new StringJoiner(",");
        StringJoiner types = new StringJoiner(",");
        for (String part : parts) {
            ObjectNode single = ((ObjectNode) request).deepCopy().put("sqlText", part);
            String id = statements.newId();
            ObjectNode answer = query.run(single, id, abort);
            if (!answer.path("success").asBoolean()) {
                return answer;
            }
            statements.done(id, part, answer);
            ids.add(id);
            types.add(answer.path("data").path("statementTypeId").asString());
        }
        ObjectNode data = Json.object();
        data.put("queryId", queryId).put("statementTypeId", MANY).put("version", 1);
        data.put("resultIds", ids.toString()).put("resultTypes", types.toString());
        data.putArray("parameters");
        Query.single(data, "multiple statement execution", "text", "Multiple statements executed successfully.");
        return Json.success(data);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = STATEMENT.matcher(text);
        while (matcher.find()) {
            if (!StatementText.of(matcher.group()).sql().isBlank()) {
                parts.add(matcher.group().strip());
            }
        }
        return parts;
    }
}
