package dev.connections.support;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Returns why a target cannot be reached, for health details. The JDK's messages about network failures hold no
 * secrets. Stateless and thread-safe.
 */
public final class NetworkReason {

    private NetworkReason() {}

    /**
     * Returns the reason of a network failure, or {@code null} for any other failure.
     *
     * @param host the host of the target, shown if it is unknown
     */
    public static @Nullable String of(Throwable failure, String host) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "UnknownHostException: " + host;
            }
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof HttpTimeoutException
                    || cause instanceof SSLException) {
                String kind = cause.getClass().getSimpleName();
                return (cause.getMessage() != null) ? kind + ": " + cause.getMessage() : kind;
            }
        }
        return null;
    }
}
