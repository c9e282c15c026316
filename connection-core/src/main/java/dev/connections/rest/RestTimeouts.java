package dev.connections.rest;

import dev.connections.Internal;
import java.time.Duration;

/**
 * Time limits of requests. Immutable.
 *
 * @param connect maximum time that a TCP connection takes to open; set by the property {@code connect-timeout}
 * @param read maximum time of one attempt, until its response has been read; {@code read-timeout}
 * @param transfer maximum time of a download, or of a request whose body is sent as it is read;
 *     {@code transfer-timeout}
 * @param call maximum time of a call with its retries, pauses and redirects, transfers excepted; {@code call-timeout}
 */
@Internal
public record RestTimeouts(Duration connect, Duration read, Duration transfer, Duration call) {

    public RestTimeouts {
        if (!isPositive(connect) || !isPositive(read) || !isPositive(transfer) || !isPositive(call)) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }

    /** 5 seconds to connect, 30 seconds for an attempt, 10 minutes for a transfer, one minute for a call. */
    public static RestTimeouts defaults() {
        return new RestTimeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(60));
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }
}
