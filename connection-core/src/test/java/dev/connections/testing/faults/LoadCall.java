package dev.connections.testing.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one caller met. Times count from the start of the load.
 *
 * @param intended when it wanted to call, by the schedule
 * @param started when a thread was there and called; the same as {@code ended} if it is unfinished
 * @param ended when it had its answer, or when the load was no longer watched
 * @param outcome how it ended
 * @param failure what was thrown, if the call failed
 */
public record LoadCall(
        Duration intended, Duration started, Duration ended, Outcome outcome, @Nullable Throwable failure) {

    /** How a call ended. */
    public enum Outcome {

        /** It returned. */
        SUCCEEDED,

        /** It threw. */
        FAILED,

        /** It still hung, or had not even found a thread, when the load was stopped and had been given time to end. */
        UNFINISHED
    }

    /** How long the caller waited, from when it wanted to call. */
    public Duration waited() {
        return ended.minus(intended);
    }

    /** How long the call itself took: without what the load and the machine added before it. */
    public Duration took() {
        return ended.minus(started);
    }

    /** Whether it returned. */
    public boolean succeeded() {
        return outcome == Outcome.SUCCEEDED;
    }
}
