package dev.connections.autoconfigure.rest;

import java.time.Duration;

/** How answers are cached, beside what holds for every connection. */
public class RestCacheProperties {

    /** Whether answers are kept for as long as the server says, and renewed by asking it whether they are still good. */
    private boolean http;

    /** Time that an answer is kept for being renewed. */
    private Duration httpKeep = Duration.ofDays(1);

    public boolean isHttp() {
        return http;
    }

    public void setHttp(boolean http) {
        this.http = http;
    }

    public Duration getHttpKeep() {
        return httpKeep;
    }

    public void setHttpKeep(Duration httpKeep) {
        this.httpKeep = httpKeep;
    }
}
