package dev.connections.samples.ownstarter.chat;

import dev.connections.CredentialsRefusedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Client of a chat server, signed in by a token. Thread-safe. */
public final class ChatClient {

    private static final int UNAUTHORIZED = 401;

    private static final int OK = 200;

    private final String connection;

    private final URI address;

    private final String token;

    private final HttpClient http;

    private final AtomicLong sent = new AtomicLong();

    private volatile boolean open = true;

    ChatClient(String connection, URI address, String token, @Nullable SSLContext ssl) {
        this.connection = connection;
        this.address = address;
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        this.http = (ssl != null) ? builder.sslContext(ssl).build() : builder.build();
    }

    void signIn() throws IOException {
        request(HttpRequest.newBuilder(address.resolve("/me")));
    }

    /** Returns the messages of a room after the first ones. */
    List<String> messages(String room, int after) throws IOException {
        return request(HttpRequest.newBuilder(address.resolve("/rooms/" + room + "?after=" + after)))
                .lines()
                .toList();
    }

    void post(String room, String text) throws IOException {
        request(HttpRequest.newBuilder(address.resolve("/rooms/" + room)).POST(BodyPublishers.ofString(text)));
        sent.incrementAndGet();
    }

    private String request(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response;
        try {
            response = http.send(
                    request.header("Authorization", "Bearer " + token)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (response.statusCode() == UNAUTHORIZED) {
            // the connection requests another token, and callWithRetry repeats the call
            throw new CredentialsRefusedException(
                    connection, "Connection '" + connection + "': the chat refused the token with 401", null);
        }
        if (response.statusCode() != OK) {
            throw new IOException("the chat responds with " + response.statusCode());
        }
        return response.body();
    }

    long sent() {
        return sent.get();
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }
}
