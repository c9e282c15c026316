package dev.connections.autoconfigure.login.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads a JSON object of strings without a {@code String} of any value. Members that are {@code null} are left out;
 * other values are an error. The buffers of the parser are not pooled, as a pool would keep a secret alive.
 */
public final class JsonBody {

    public static final boolean JACKSON_PRESENT =
            ClassUtils.isPresent("tools.jackson.core.json.JsonFactory", JsonBody.class.getClassLoader());

    private static final int MAX_MEMBERS = 100;

    private JsonBody() {}

    /** Overwrites the body. */
    public static Map<String, char[]> read(byte[] body) throws UnreadableBodyException {
        Map<String, char[]> members = new LinkedHashMap<>();
        try (JsonParser parser = Factory.JSON.createParser(ObjectReadContext.empty(), body)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_NULL) {
                    require(parser.currentToken() == JsonToken.VALUE_STRING && members.size() < MAX_MEMBERS);
                    int start = parser.getStringOffset();
                    members.put(
                            name,
                            Arrays.copyOfRange(parser.getStringCharacters(), start, start + parser.getStringLength()));
                }
            }
            require(parser.nextToken() == null);
            return members;
        } catch (JacksonException | UnreadableBodyException ex) {
            members.values().forEach(value -> Arrays.fill(value, '\0'));
            throw new UnreadableBodyException(HttpStatus.BAD_REQUEST);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static void require(boolean expected) throws UnreadableBodyException {
        if (!expected) {
            throw new UnreadableBodyException(HttpStatus.BAD_REQUEST);
        }
    }

    /** Only loaded when Jackson is present. */
    private static final class Factory {

        private static final TokenStreamFactory JSON = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }
}
