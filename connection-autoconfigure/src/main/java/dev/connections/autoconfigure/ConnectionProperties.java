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

/**
 * What every connection has, whatever its type. The prefix is that of the defaults; each connection has the same keys
 * under {@code connections.<name>}.
 */
@ConfigurationProperties("connections.defaults")
public class ConnectionProperties implements SelfChecking {

    /**
     * Type of the connection: the short name of a type ("sql"), or the name of a ConnectionType bean or class. Inferred
     * by default.
     */
    private @Nullable String type;

    /** Whether the connection exists. */
    private boolean enabled = true;

    /** Whether the beans of the connection are primary beans of their types. */
    private boolean primary;

    /** URL of the target, optionally with user and password. */
    private @Nullable String url;

    /** User to open the connection as. Takes precedence over the user in the URL. */
    private @Nullable String username;

    /** Password or token of the user. Takes precedence over the password in the URL. */
    private @Nullable String password;

    /** Time at which the connection is opened. */
    private StartMode start = StartMode.BACKGROUND;

    /**
     * Maximum time to open the connection, and that a caller waits for it. Defaults to 5s, and to 20s for Snowflake.
     */
    private @Nullable Duration connectTimeout;

    /** Maximum time that closing the connection waits for calls in flight, and then for the resource to close. */
    private Duration closeTimeout = Duration.ofSeconds(10);

    /**
     * Whether a servlet web application responds with 503 and problem details to a request that fails because the
     * connection is unavailable, unless it handles the exception itself.
     */
    private boolean unavailableResponse = true;

    @NestedConfigurationProperty
    private final CredentialsProperties credentials = new CredentialsProperties();

    @NestedConfigurationProperty
    private final RecoveryProperties recovery = new RecoveryProperties();

    @NestedConfigurationProperty
    private final CacheProperties cache = new CacheProperties();

    @NestedConfigurationProperty
    private final LoginProperties login = new LoginProperties();

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isPrimary() {
        return primary;
    }

    public void setPrimary(boolean primary) {
        this.primary = primary;
    }

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public StartMode getStart() {
        return start;
    }

    public void setStart(StartMode start) {
        this.start = start;
    }

    public @Nullable Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(@Nullable Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getCloseTimeout() {
        return closeTimeout;
    }

    public void setCloseTimeout(Duration closeTimeout) {
        this.closeTimeout = closeTimeout;
    }

    public boolean isUnavailableResponse() {
        return unavailableResponse;
    }

    public void setUnavailableResponse(boolean unavailableResponse) {
        this.unavailableResponse = unavailableResponse;
    }

    public CredentialsProperties getCredentials() {
        return credentials;
    }

    public RecoveryProperties getRecovery() {
        return recovery;
    }

    public CacheProperties getCache() {
        return cache;
    }

    public LoginProperties getLogin() {
        return login;
    }

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
}
