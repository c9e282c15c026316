package dev.connections.support;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Reasons why a target cannot be reached, for health details. The JDK's own messages about that hold no secrets. */
public final class NetworkReason {

    private NetworkReason() {}

    /**
     * Returns the reason of a failure, or {@code null} if it is of another kind.
     *
     * @param host the target's host, shown if it is unknown
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
