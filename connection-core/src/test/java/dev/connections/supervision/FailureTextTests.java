package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailureTextTests {

    @Test
    void namesTheConnectionOnce() {
        assertThat(FailureText.of("pets", new IOException("Connection 'pets' to h2 failed: gone")))
                .isEqualTo("connection to h2 failed: gone");
        assertThat(FailureText.of("pets", new IOException("Connection 'pets': gone")))
                .isEqualTo("gone");
        assertThat(FailureText.of("pet", new IOException("Connection 'pets': gone")))
                .isEqualTo("Connection 'pets': gone");
        assertThat(FailureText.of("pets", new IOException())).isEqualTo("java.io.IOException");
        assertThat(FailureText.of("pets", new UnknownHostException("db.example")))
                .isEqualTo("java.net.UnknownHostException: db.example");
        assertThat(FailureText.of("pets", new NoClassDefFoundError("com/example/Client")))
                .isEqualTo("java.lang.NoClassDefFoundError: com/example/Client");
    }

    @Test
    void timesAreInSeconds() {
        assertThat(FailureText.seconds(Instant.parse("2026-11-29T23:39:54.208345487Z")))
                .hasToString("2026-11-29T23:39:54Z");
    }
}
