package dev.connections.support;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the connection's name into the diagnostic context (MDC) of log lines, under the key {@code connection}.
 * Threads of the supervisor have it already. A resource with threads of its own, such as a client that receives
 * messages, sets it there.
 */
public final class ConnectionLogContext {

    private static final String KEY = "connection";

    private ConnectionLogContext() {}

    /**
     * Runs an action with the connection's name in the MDC, and restores the previous value. Log lines of drivers
     * have it, too.
     *
     * @param name the connection's name
     * @param action runs on the calling thread; its exceptions are thrown
     */
    public static void run(String name, Runnable action) {
        @Nullable String before = MDC.get(KEY);
        MDC.put(KEY, name);
        try {
            action.run();
        } finally {
            if (before != null) {
                MDC.put(KEY, before);
            } else {
                MDC.remove(KEY);
            }
        }
    }
}
