package dev.connections.autoconfigure.rest;

import dev.connections.credentials.AccessTokens;
import dev.connections.credentials.TokenUnavailableException;
import dev.connections.rest.RequestNotSentException;
import dev.connections.rest.client.RequestAuthorization;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;

/** Adds an access token to requests. Thread-safe. */
record OAuth2Authorization(AccessTokens tokens) implements RequestAuthorization {

    private static final String SCHEME = "Bearer ";

    @Override
    public void authorize(HttpHeaders headers) throws IOException {
        try {
            headers.setBearerAuth(Objects.requireNonNull(tokens.get().secret()));
        } catch (TokenUnavailableException ex) {
            throw new RequestNotSentException(String.valueOf(ex.getMessage()), ex.isTransientFailure());
        }
    }

    @Override
    public boolean renew(HttpHeaders sent) {
        String header = sent.getFirst(HttpHeaders.AUTHORIZATION);
        // what an interceptor has put in its place cannot be renewed
        return header != null && header.startsWith(SCHEME) && tokens.discard(header.substring(SCHEME.length()));
    }

    @Override
    public String redact(String text) {
        return tokens.redact(text);
    }
}
