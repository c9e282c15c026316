package dev.connections.login;

import dev.connections.login.form.LoginFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How attempts to log in have ended since the connection was made. Thread-safe; the counts only grow. */
public final class LoginStatistics {

    private final LongAdder successes = new LongAdder();

    private final Map<LoginFailure, LongAdder> failures = new EnumMap<>(LoginFailure.class);

    LoginStatistics() {
        for (LoginFailure failure : LoginFailure.values()) {
            failures.put(failure, new LongAdder());
        }
    }

    void succeeded() {
        successes.increment();
    }

    void failed(LoginFailure failure) {
        failures.get(failure).increment();
    }

    /** Returns how many attempts have succeeded. */
    public long successes() {
        return successes.sum();
    }

    /** Returns how many attempts have failed in that way. */
    public long failures(LoginFailure failure) {
        return failures.get(failure).sum();
    }
}
