package dev.connections.supervision;

import dev.connections.ConnectionState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last state changes and connect failures of a connection, oldest first. Thread-safe. */
public final class ConnectionHistory {

    private static final int LONGEST = 50;

    private final Deque<Change> changes = new ArrayDeque<>();

    private final Deque<Failure> failures = new ArrayDeque<>();

    /** Of a connection that has none yet. */
    public ConnectionHistory() {}

    synchronized void stateChanged(ConnectionState state, Instant at) {
        add(changes, new Change(at, state));
    }

    synchronized void failed(Instant at, Throwable failure, @Nullable String reason) {
        add(failures, new Failure(at, failure.getClass().getName(), reason));
    }

    private static <T> void add(Deque<T> all, T last) {
        if (all.size() == LONGEST) {
            all.removeFirst();
        }
        all.addLast(last);
    }

    /** Returns the last 50 changes of the state. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Returns the last 50 failures to open the resource. */
    public synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    /**
     * A change of the state.
     *
     * @param at when it changed
     * @param state the state from then on
     */
    public record Change(Instant at, ConnectionState state) {}

    /**
     * A failed attempt to open the resource.
     *
     * @param at when it failed
     * @param error the class of the failure
     * @param reason its message, if the type of the connection keeps secrets out of it
     */
    public record Failure(Instant at, String error, @Nullable String reason) {}
}
