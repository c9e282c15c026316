package dev.connections.autoconfigure.login;

import dev.connections.SelfChecking;
import dev.connections.login.LoginSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How users log in to a connection, with credentials of their own.
 *
 * @param enabled Whether each user opens the connection with their own credentials. Defaults to true if any login
 *     property of the connection is set.
 * @param title Title of the login page. Names the connection by default.
 * @param form Fields of the form, each with its initial value: the user, the password, and settings of the
 *     connection. A field without a value whose name is that of a secret is not echoed.
 * @param options Settings of the connection that users can neither see nor change. They take precedence over its
 *     other settings.
 * @param paths Paths that are protected until the user is logged in, as patterns of Spring MVC.
 * @param scope Scope of a login: the HTTP session or the principal.
 * @param oauth2 Registration of Spring Security's OAuth2 client whose access token opens the connection of the
 *     signed-in user.
 * @param view Name of a view of the application that replaces the login page.
 * @param maxConnections Maximum number of open logins. Attempts under way do not count.
 * @param maxPerUser Maximum number of open logins of one user. Another login ends the least recently used one.
 * @param maxOpenings Maximum number of attempts to log in that are under way, in addition to the open logins.
 *     Others wait.
 * @param idleTimeout Time after which an unused connection of a user is closed.
 * @param maxFailures Maximum number of refused attempts for one user within the failure period.
 * @param maxFailuresPerAddress Maximum number of refused attempts from one address within the failure period.
 * @param failurePeriod Time during which a failed attempt counts.
 * @param refusalTime Minimum time of a refusal, so that its duration does not reveal the reason.
 */
public record LoginProperties(
        @Nullable Boolean enabled,
        @Nullable String title,
        @DefaultValue Map<String, String> form,
        @DefaultValue Map<String, String> options,
        @DefaultValue List<String> paths,
        @DefaultValue("session") LoginScope scope,
        @Nullable String oauth2,
        @Nullable String view,
        @DefaultValue("100") int maxConnections,
        @DefaultValue("3") int maxPerUser,
        @DefaultValue("8") int maxOpenings,
        @DefaultValue("30m") Duration idleTimeout,
        @DefaultValue("10") int maxFailures,
        @DefaultValue("100") int maxFailuresPerAddress,
        @DefaultValue("5m") Duration failurePeriod,
        @DefaultValue("250ms") Duration refusalTime)
        implements SelfChecking {

    public LoginSettings settings() {
        return new LoginSettings(
                maxConnections,
                maxPerUser,
                maxOpenings,
                idleTimeout,
                maxFailures,
                maxFailuresPerAddress,
                failurePeriod,
                refusalTime);
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        settings().check((property, problem) -> problems.accept(property, problem + "."));
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "LoginProperties";
    }
}
