package dev.connections.rest.request;

import dev.connections.rest.exchange.RestExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

/** Writes a response to a file that appears when it is complete. */
public final class Download {

    private final Path file;

    private final RestExchange exchange;

    Download(Path file, RestExchange exchange) {
        this.file = file.toAbsolutePath();
        this.exchange = exchange;
    }

    long by(RestClient.RequestHeadersSpec<?> request) {
        return request.exchangeForRequiredValue(this::take);
    }

    private Long take(HttpRequest request, ClientHttpResponse response) throws IOException {
        if (response.getStatusCode().isError()) {
            throw exchange.errors()
                    .ofResponse(request.getMethod(), request.getURI(), response, exchange.redaction(response));
        }
        Path part = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".part");
        try {
            long size;
            try (InputStream body = response.getBody()) {
                size = Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            }
            move(part);
            return size;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void move(Path part) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException ex) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
