package dev.connections.docs;

import java.time.Instant;

/** What gives tokens: the client of a cloud. */
interface TokenService {

    Token request();

    record Token(String value, Instant expiresAt) {}
}
