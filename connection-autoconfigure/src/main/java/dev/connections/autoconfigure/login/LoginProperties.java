package dev.connections.autoconfigure.login;

import dev.connections.SelfChecking;
import dev.connections.login.LoginSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;

/** How users log in to a connection, with credentials of their own. */
public class LoginProperties implements SelfChecking {

    public static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

    /**
     * Whether each user opens the connection with their own credentials. Defaults to true if any login property of the
     * connection is set.
     */
    private @Nullable Boolean enabled;

    /** Title of the login page. Names the connection by default. */
    private @Nullable String title;

    /**
     * Fields of the form, each with its initial value: the user, the password, and settings of the connection. A field
     * without a value whose name is that of a secret is not echoed.
     */
    private final Map<String, String> form = new LinkedHashMap<>();

    /**
     * Settings of the connection that users can neither see nor change. They take precedence over its other settings.
     */
    private final Map<String, String> options = new LinkedHashMap<>();

    /** Paths that are protected until the user is logged in, as patterns of Spring MVC. */
    private final List<String> paths = new ArrayList<>();

    /** Scope of a login: the HTTP session or the principal. */
    private LoginScope scope = LoginScope.SESSION;

    /**
     * Registration of Spring Security's OAuth2 client whose access token opens the connection of the signed-in user.
     */
    private @Nullable String oauth2;

    /** Name of a view of the application that replaces the login page. */
    private @Nullable String view;

    /** Maximum number of open logins. Attempts under way do not count. */
    private int maxConnections = 100;

    /** Maximum number of open logins of one user. Another login ends the least recently used one. */
    private int maxPerUser = 3;

    /** Maximum number of attempts to log in that are under way, in addition to the open logins. Others wait. */
    private int maxOpenings = 8;

    /** Time after which an unused connection of a user is closed. */
    private Duration idleTimeout = Duration.ofMinutes(30);

    /** Maximum number of refused attempts for one user within the failure period. */
    private int maxFailures = 10;

    /** Maximum number of refused attempts from one address within the failure period. */
    private int maxFailuresPerAddress = 100;

    /** Time during which a failed attempt counts. */
    private Duration failurePeriod = Duration.ofMinutes(5);

    /** Minimum time of a refusal, so that its duration does not reveal the reason. */
    private Duration refusalTime = Duration.ofMillis(250);

    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable String getTitle() {
        return title;
    }

    public void setTitle(@Nullable String title) {
        this.title = title;
    }

    public Map<String, String> getForm() {
        return form;
    }

    public Map<String, String> getOptions() {
        return options;
    }

    public List<String> getPaths() {
        return paths;
    }

    public LoginScope getScope() {
        return scope;
    }

    public void setScope(LoginScope scope) {
        this.scope = scope;
    }

    public @Nullable String getOauth2() {
        return oauth2;
    }

    public void setOauth2(@Nullable String oauth2) {
        this.oauth2 = oauth2;
    }

    public @Nullable String getView() {
        return view;
    }

    public void setView(@Nullable String view) {
        this.view = view;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public int getMaxPerUser() {
        return maxPerUser;
    }

    public void setMaxPerUser(int maxPerUser) {
        this.maxPerUser = maxPerUser;
    }

    public int getMaxOpenings() {
        return maxOpenings;
    }

    public void setMaxOpenings(int maxOpenings) {
        this.maxOpenings = maxOpenings;
    }

    public Duration getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public int getMaxFailures() {
        return maxFailures;
    }

    public void setMaxFailures(int maxFailures) {
        this.maxFailures = maxFailures;
    }

    public int getMaxFailuresPerAddress() {
        return maxFailuresPerAddress;
    }

    public void setMaxFailuresPerAddress(int maxFailuresPerAddress) {
        this.maxFailuresPerAddress = maxFailuresPerAddress;
    }

    public Duration getFailurePeriod() {
        return failurePeriod;
    }

    public void setFailurePeriod(Duration failurePeriod) {
        this.failurePeriod = failurePeriod;
    }

    public Duration getRefusalTime() {
        return refusalTime;
    }

    public void setRefusalTime(Duration refusalTime) {
        this.refusalTime = refusalTime;
    }

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
}
