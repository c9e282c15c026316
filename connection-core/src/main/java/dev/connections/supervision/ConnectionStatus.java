package dev.connections.supervision;

import dev.connections.ConnectionState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection at one moment, without asking its target. Immutable.
 *
 * @param name the connection's name
 * @param type the connection's type
 * @param state the state
 * @param since since when it is so; while it is not available, since when it is not
 * @param checkedAt when the target last answered; {@code null} if it never has
 * @param failure the last failure, while there is one
 * @param reason the message of that failure, if it holds no secrets
 * @param circuitOpen whether calls fail at once
 * @param nextAttempt when the next attempt to open it is due; {@code null} while one is under way, and if none is due
 * @param target what it connects to, by name, such as {@code host}; without secrets
 */
public record ConnectionStatus(
        String name,
        String type,
        ConnectionState state,
        Instant since,
        @Nullable Instant checkedAt,
        @Nullable Throwable failure,
        @Nullable String reason,
        boolean circuitOpen,
        @Nullable Instant nextAttempt,
        Map<String, Object> target) {}
