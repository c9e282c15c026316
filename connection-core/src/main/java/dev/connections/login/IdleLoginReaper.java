package dev.connections.login;

import dev.connections.login.LoginRuntime.Repeated;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Closes idle logins soon after their timeout. */
final class IdleLoginReaper {

    private static final int LOOKS = 20;

    private static final Duration SELDOM = Duration.ofSeconds(30);

    private static final Duration OFTEN = Duration.ofMillis(50);

    private final LoginRuntime runtime;

    private @Nullable Repeated looking;

    private boolean closed;

    IdleLoginReaper(LoginRuntime runtime) {
        this.runtime = runtime;
    }

    /** @param look ends those that have been idle for that long; must not wait */
    synchronized void watch(Duration timeout, Runnable look) {
        stop();
        if (!closed) {
            looking = runtime.repeat(interval(timeout), look);
        }
    }

    private static Duration interval(Duration timeout) {
        Duration interval = timeout.dividedBy(LOOKS);
        if (interval.compareTo(SELDOM) > 0) {
            return SELDOM;
        }
        return (interval.compareTo(OFTEN) < 0) ? OFTEN : interval;
    }

    synchronized void close() {
        closed = true;
        stop();
    }

    private void stop() {
        if (looking != null) {
            looking.cancel();
            looking = null;
        }
    }
}
