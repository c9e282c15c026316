package dev.connections.autoconfigure.diagnostics;

import dev.connections.ConnectionState;
import dev.connections.metrics.ResourceGauge;
import dev.connections.supervision.ConnectionStatus;
import dev.connections.supervision.Supervision;
import dev.connections.supervision.SupervisionStatistics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a connection: nothing in it is a secret. Immutable.
 *
 * @param name the connection's name
 * @param type the connection's type
 * @param state the state
 * @param target what it connects to, by name: {@code host}, {@code port}, {@code database}, {@code user}
 * @param since since when it is so; while it is not available, since when it is not
 * @param lastAnswer when the target last answered; {@code null} if it never has
 * @param ageMillis how long ago that was, in milliseconds
 * @param error the class of the last failure, while there is one
 * @param reason the message of that failure, if the type of the connection keeps secrets out of it
 * @param circuit {@code open} while calls fail at once, else {@code closed}
 * @param nextAttempt when the next attempt to open it is due; {@code null} while one is under way, and if none is due
 * @param gauges what the resource counts of itself, by what it counts of what: {@code pool}, {@code active}
 * @param counts what has happened to it since it was made
 * @param cache what is cached of it
 */
public record ConnectionReport(
        String name,
        String type,
        ConnectionState state,
        Map<String, Object> target,
        Instant since,
        @Nullable Instant lastAnswer,
        @Nullable Long ageMillis,
        @Nullable String error,
        @Nullable String reason,
        String circuit,
        @Nullable Instant nextAttempt,
        Map<String, Map<String, Long>> gauges,
        Counts counts,
        CacheReport cache) {

    /** What is known at this moment, without asking the target. */
    public static ConnectionReport of(Supervision<?> connection) {
        ConnectionStatus status = connection.status();
        Instant lastAnswer = status.checkedAt();
        Throwable failure = status.failure();
        return new ConnectionReport(
                status.name(),
                status.type(),
                status.state(),
                status.target(),
                status.since().truncatedTo(ChronoUnit.MILLIS),
                inMillis(lastAnswer),
                (lastAnswer == null)
                        ? null
                        : Duration.between(lastAnswer, Instant.now()).toMillis(),
                (failure == null) ? null : failure.getClass().getName(),
                status.reason(),
                status.circuitOpen() ? "open" : "closed",
                inMillis(status.nextAttempt()),
                gauges(connection),
                Counts.of(connection.statistics()),
                CacheReport.of(connection.cache()));
    }

    private static @Nullable Instant inMillis(@Nullable Instant instant) {
        return (instant == null) ? null : instant.truncatedTo(ChronoUnit.MILLIS);
    }

    private static <R> Map<String, Map<String, Long>> gauges(Supervision<R> connection) {
        Map<String, Map<String, Long>> gauges = new LinkedHashMap<>();
        for (ResourceGauge<R> gauge : connection.gauges()) {
            int dot = gauge.name().indexOf('.');
            gauges.computeIfAbsent(gauge.name().substring(0, dot), key -> new LinkedHashMap<>())
                    .put(gauge.name().substring(dot + 1), connection.read(gauge));
        }
        return gauges;
    }

    /**
     * What has happened to a connection since it was made.
     *
     * @param openings how many times its resource was opened
     * @param openingMillis how long that took, all together
     * @param failedAttempts how many attempts to open it failed
     * @param retriedCalls how many times a call that broke was made again
     * @param rejectedCalls how many calls failed at once because the connection was known to be unavailable
     */
    public record Counts(
            long openings, long openingMillis, long failedAttempts, long retriedCalls, long rejectedCalls) {

        static Counts of(SupervisionStatistics statistics) {
            return new Counts(
                    statistics.openings(),
                    statistics.openingTime().toMillis(),
                    statistics.failedAttempts(),
                    statistics.retriedCalls(),
                    statistics.rejectedCalls());
        }
    }
}
