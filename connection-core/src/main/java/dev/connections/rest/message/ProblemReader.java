package dev.connections.rest.message;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code application/problem+json}. Only touched when Jackson is there. */
public final class ProblemReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ProblemReader() {}

    /**
     * {@code null} if it is none.
     *
     * @param redaction takes secrets out of it
     */
    public static @Nullable ProblemDetail read(String json, Redaction redaction) {
        try {
            // written again, as JSON may spell a secret with escapes
            String plain = redaction.redact(MAPPER.readTree(json).toString());
            return MAPPER.readValue(plain, ProblemDetail.class);
        } catch (JacksonException ex) {
            return null;
        }
    }
}
