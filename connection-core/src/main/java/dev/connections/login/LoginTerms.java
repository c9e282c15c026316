package dev.connections.login;

import dev.connections.supervision.SupervisionSettings;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What logins are made by, until the connection is configured anew. Safe for use by several threads.
 *
 * @param form what users fill in
 * @param opener makes the factory for what they have entered
 * @param supervision the bounds of all waits
 * @param settings the bounds of logins
 * @param throttle counts those that fail
 * @param turns one for each that may be opened at a time
 */
record LoginTerms<R>(
        LoginForm form,
        LoginOpener<R> opener,
        SupervisionSettings supervision,
        LoginSettings settings,
        LoginThrottle throttle,
        Semaphore turns) {

    /** Those of a connection that cannot be opened again: there is nothing to wait for. */
    SupervisionSettings onceOnly() {
        return supervision.withRecovery(supervision.recovery().once());
    }

    /** The form of a name that limits count by; {@code null} for no name. */
    @Nullable
    String canonicalUser(@Nullable String user) {
        return (user != null) ? opener.canonicalUser(user) : null;
    }

    static <R> LoginTerms<R> of(
            LoginForm form,
            LoginOpener<R> opener,
            SupervisionSettings supervision,
            LoginSettings settings,
            LoginRuntime runtime) {
        settings.check((property, problem) -> {
            throw new IllegalArgumentException(property + " " + problem);
        });
        return new LoginTerms<>(
                form,
                opener,
                supervision,
                settings,
                new LoginThrottle(form.connection(), settings, supervision.connectTimeout(), runtime),
                new Semaphore(settings.maxOpenings(), true));
    }
}
