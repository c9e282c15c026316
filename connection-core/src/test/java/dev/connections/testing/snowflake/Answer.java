package dev.connections.testing.snowflake;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** What a driver gets: a status of HTTP, and a body. */
record Answer(int status, byte[] body) {

    static Answer of(JsonNode json) {
        return new Answer(200, Json.MAPPER.writeValueAsBytes(json));
    }

    static Answer status(int status) {
        return new Answer(status, ("status " + status).getBytes(StandardCharsets.US_ASCII));
    }
}
