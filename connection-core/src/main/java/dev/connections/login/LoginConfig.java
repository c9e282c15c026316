package dev.connections.login;

import dev.connections.login.form.LoginForm;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.runtime.SupervisorRuntime;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a connection's logins, replaced on reload. Thread-safe.
 *
 * @param form the login form
 * @param factoryProvider creates the factory for the submitted form
 * @param supervision the timeouts
 * @param settings the limits of logins
 * @param throttle limits failed logins
 * @param turns permits for concurrent login attempts
 */
record LoginConfig<R>(
        LoginForm form,
        LoginFactoryProvider<R> factoryProvider,
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
        return (user != null) ? factoryProvider.canonicalUser(user) : null;
    }

    static <R> LoginConfig<R> of(
            LoginForm form,
            LoginFactoryProvider<R> factoryProvider,
            SupervisionSettings supervision,
            LoginSettings settings,
            SupervisorRuntime runtime) {
        settings.check((property, problem) -> {
            throw new IllegalArgumentException(property + " " + problem);
        });
        return new LoginConfig<>(
                form,
                factoryProvider,
                supervision,
                settings,
                new LoginThrottle(form.connection(), settings, supervision.connectTimeout(), runtime),
                new Semaphore(settings.maxOpenings(), true));
    }
}
