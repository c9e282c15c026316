package dev.connections.autoconfigure;

import dev.connections.ConnectionState;
import dev.connections.ResourceFigure;
import dev.connections.supervision.ConnectionStatus;
import dev.connections.supervision.SupervisedConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a connection: nothing in it is a secret, or could hold one, such as the message of a failure. Immutable.
 *
 * @param name the connection's name
 * @param type the connection's type
 * @param state the state
 * @param since since when it is so; while it is not available, since when it is not
 * @param lastAnswer when the target last answered; {@code null} if it never has
 * @param age how long ago that was
 * @param error the class of the last failure, while there is one
 * @param circuit {@code open} while calls fail at once, else {@code closed}
 * @param nextAttempt when the next attempt to open it is due, if one is
 * @param figures what the resource counts of itself, by what it counts of what: {@code pool}, {@code active}
 */
public record ConnectionReport(
        String name,
        String type,
        ConnectionState state,
        Instant since,
        @Nullable Instant lastAnswer,
        @Nullable Duration age,
        @Nullable String error,
        String circuit,
        @Nullable Instant nextAttempt,
        Map<String, Map<String, Long>> figures) {

    /** What is known at this moment, without asking the target. */
    public static ConnectionReport of(SupervisedConnection<?> connection) {
        ConnectionStatus status = connection.status();
        Instant lastAnswer = status.checkedAt();
        Throwable failure = status.failure();
        return new ConnectionReport(
                status.name(),
                status.type(),
                status.state(),
                status.since(),
                lastAnswer,
                (lastAnswer == null) ? null : Duration.between(lastAnswer, Instant.now()),
                (failure == null) ? null : failure.getClass().getName(),
                status.circuitOpen() ? "open" : "closed",
                status.nextAttempt(),
                figures(connection));
    }

    private static <R> Map<String, Map<String, Long>> figures(SupervisedConnection<R> connection) {
        Map<String, Map<String, Long>> figures = new LinkedHashMap<>();
        for (ResourceFigure<R> figure : connection.figures()) {
            int dot = figure.name().indexOf('.');
            figures.computeIfAbsent(figure.name().substring(0, dot), key -> new LinkedHashMap<>())
                    .put(figure.name().substring(dot + 1), connection.read(figure));
        }
        return figures;
    }
}
