package dev.connections.login;

import dev.connections.login.form.LoginFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The results of login attempts since the connection was created. Thread-safe; the counts only grow. */
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

    /** Returns the number of successful attempts. */
    public long successes() {
        return successes.sum();
    }

    /** Returns the number of attempts with a kind of failure. */
    public long failures(LoginFailure failure) {
        return failures.get(failure).sum();
    }
}
