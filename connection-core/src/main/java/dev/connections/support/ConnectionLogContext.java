package dev.connections.support;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the name of a connection into the diagnostic context (MDC) of log lines, as {@code connection}. Threads of the supervisor have
 * it. A resource with a thread of its own, such as a client that receives messages, sets it there.
 */
public final class ConnectionLogContext {

    private static final String KEY = "connection";

    private ConnectionLogContext() {}

    /**
     * Runs an action whose log lines, also those of drivers, bear the name of a connection. Restores what was there before.
     *
     * @param name the name of the connection
     * @param action runs on the calling thread. What it throws is thrown
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
