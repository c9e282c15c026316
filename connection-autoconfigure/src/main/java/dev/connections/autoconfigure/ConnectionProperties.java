package dev.connections.autoconfigure;

import dev.connections.DurationText;
import dev.connections.SelfChecking;
import dev.connections.autoconfigure.login.LoginProperties;
import dev.connections.supervision.resilience.SupervisionSettings;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every connection has, whatever its type. The prefix is that of the defaults; each connection has the same keys
 * under {@code connections.<name>}.
 *
 * @param type Type of the connection: the short name of a type ("sql"), or the name of a ConnectionType bean or
 *     class. Inferred by default.
 * @param enabled Whether the connection exists.
 * @param primary Whether the beans of the connection are primary beans of their types.
 * @param url URL of the target, optionally with user and password.
 * @param username User to open the connection as. Takes precedence over the user in the URL.
 * @param password Password or token of the user. Takes precedence over the password in the URL.
 * @param start Time at which the connection is opened.
 * @param connectTimeout Maximum time to open the connection, and that a caller waits for it. Defaults to 5s, to 10s
 *     for files, and to 20s for Snowflake.
 * @param closeTimeout Maximum time that closing the connection waits for calls in flight, and then for the resource
 *     to close.
 * @param unavailableResponse Whether a servlet web application responds with 503 and problem details to a request
 *     that fails because the connection is unavailable, unless it handles the exception itself.
 * @param credentials where credentials are kept, if not here
 * @param recovery how a connection that broke comes back
 * @param cache how results are cached
 * @param login logins of users
 */
@ConfigurationProperties("connections.defaults")
public record ConnectionProperties(
        @Nullable String type,
        @DefaultValue("true") boolean enabled,
        boolean primary,
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("background") StartMode start,
        @Nullable Duration connectTimeout,
        @DefaultValue("10s") Duration closeTimeout,
        @DefaultValue("true") boolean unavailableResponse,
        @NestedConfigurationProperty @DefaultValue CredentialsProperties credentials,
        @NestedConfigurationProperty @DefaultValue RecoveryProperties recovery,
        @NestedConfigurationProperty @DefaultValue CacheProperties cache,
        @NestedConfigurationProperty @DefaultValue LoginProperties login)
        implements SelfChecking {

    /**
     * The settings of the supervisor.
     *
     * @param defaultConnectTimeout the timeout of the connection's type
     * @param defaultEagerPeriod the eager period of the connection's type
     */
    public SupervisionSettings supervision(Duration defaultConnectTimeout, Duration defaultEagerPeriod) {
        return new SupervisionSettings(
                (connectTimeout != null) ? connectTimeout : defaultConnectTimeout,
                closeTimeout,
                recovery.recovery(defaultEagerPeriod),
                Set.of());
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        if (connectTimeout != null) {
            checkPositive("connect-timeout", connectTimeout, problems);
        }
        checkPositive("close-timeout", closeTimeout, problems);
        credentials.check((property, problem) -> problems.accept("credentials." + property, problem));
        recovery.check((property, problem) -> problems.accept("recovery." + property, problem));
        cache.check((property, problem) -> problems.accept("cache." + property, problem));
        login.check((property, problem) -> problems.accept("login." + property, problem));
    }

    private static void checkPositive(String property, Duration timeout, BiConsumer<String, String> problems) {
        if (timeout.isZero() || timeout.isNegative()) {
            problems.accept(
                    property,
                    "is " + DurationText.of(timeout) + ", which leaves no time at all. Set a positive duration.");
        }
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "ConnectionProperties";
    }
}
