package dev.connections.mail.sendgrid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses SendGrid's responses. */
final class SendGridResponse {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int MAX_SHOWN = 300;

    private SendGridResponse() {}

    /** What is wrong, and with which part, on one line. */
    static String problems(@Nullable String body) {
        List<String> result = new ArrayList<>();
        for (JsonNode error : read(body).path("errors")) {
            String field = error.path("field").asText("");
            result.add(error.path("message").asText("")
                    + (field.isEmpty() || field.equals("null") ? "" : " (" + field + ")"));
        }
        String text = result.isEmpty() ? "no reason given" : String.join("; ", result);
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return (line.length() <= MAX_SHOWN) ? line : line.substring(0, MAX_SHOWN) + "…";
    }

    /** What a key may do. */
    static List<String> scopes(@Nullable String body) {
        List<String> result = new ArrayList<>();
        read(body).path("scopes").forEach(scope -> result.add(scope.asText()));
        return result;
    }

    private static JsonNode read(@Nullable String body) {
        try {
            return JSON.readTree((body != null) ? body : "");
        } catch (JsonProcessingException ex) {
            return JSON.missingNode();
        }
    }
}
