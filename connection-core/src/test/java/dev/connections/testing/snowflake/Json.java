package dev.connections.testing.snowflake;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The envelope that every answer comes in. */
final class Json {

    static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode success(JsonNode data) {
        ObjectNode answer = object();
        answer.set("data", data);
        return answer.put("success", true).putNull("code").putNull("message");
    }

    static ObjectNode inProgress(String code, Statements.Execution execution) {
        ObjectNode data = object();
        data.put("queryId", execution.id()).put("getResultUrl", "/queries/" + execution.id() + "/result");
        data.put("queryAbortsAfterSecs", 300);
        return success(data).put("code", code);
    }

    static ObjectNode failure(String code, String message) {
        ObjectNode answer = object();
        answer.putNull("data");
        return answer.put("success", false).put("code", code).put("message", message);
    }

    /** The failure of a statement, rather than of a session. */
    static ObjectNode sqlFailure(String code, String sqlState, String message, String queryId) {
        ObjectNode data = object();
        data.put("errorCode", code).put("sqlState", sqlState).put("queryId", queryId);
        ObjectNode answer = failure(code, message);
        answer.set("data", data);
        return answer;
    }

    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return (value.isMissingNode() || value.isNull()) ? null : value.asString();
    }
}
