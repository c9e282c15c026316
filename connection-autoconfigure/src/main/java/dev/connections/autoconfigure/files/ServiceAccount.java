package dev.connections.autoconfigure.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.util.StreamUtils;

/** The JSON text of a service account of Google, or its location. */
final class ServiceAccount {

    private ServiceAccount() {}

    /**
     * Returns the JSON text.
     *
     * @param credentials the text, or a location such as {@code file:service-account.json}
     * @throws IllegalArgumentException if there is none; the message says what to do, without the value
     */
    static String text(String credentials) {
        if (credentials.startsWith("{")) {
            return credentials;
        }
        if (credentials.indexOf(':') < 0) {
            throw new IllegalArgumentException(
                    "is neither JSON text nor a location. Write, for example, file:service-account.json.");
        }
        String text;
        try {
            Resource resource = ApplicationResourceLoader.get().getResource(credentials);
            try (InputStream in = resource.getInputStream()) {
                text = StreamUtils.copyToString(in, StandardCharsets.UTF_8).strip();
            }
        } catch (IOException | RuntimeException ex) {
            throw new IllegalArgumentException("names a file that cannot be read: "
                    + ex.getClass().getSimpleName() + ". Check its location and permissions.");
        }
        if (!text.startsWith("{")) {
            throw new IllegalArgumentException(
                    "names a file that is not the JSON text of a service account. Check its location.");
        }
        return text;
    }
}
