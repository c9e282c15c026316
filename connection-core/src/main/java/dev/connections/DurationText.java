package dev.connections;

import java.time.Duration;

/** Formats durations for messages and logs: {@code 250 ms}, {@code 1.5 s}, {@code 10 min}, {@code 2 h}. */
public final class DurationText {

    private DurationText() {}

    /** Returns the duration in its largest unit that loses nothing, to the millisecond. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (Math.abs(millis) < 1000) {
            return millis + " ms";
        }
        if (millis % 1000 != 0) {
            return millis / 1000.0 + " s";
        }
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0 || Math.abs(seconds) < 120) {
            return seconds + " s";
        }
        return (seconds % 3600 == 0) ? seconds / 3600 + " h" : seconds / 60 + " min";
    }
}
