package dev.connections.autoconfigure.snowflake;

import dev.connections.SelfChecking;
import dev.connections.autoconfigure.sql.SqlPoolProperties;
import dev.connections.autoconfigure.sql.SqlRowsProperties;
import dev.connections.credentials.Credentials;
import dev.connections.snowflake.driver.SnowflakeAddress;
import dev.connections.snowflake.driver.SnowflakeLogin;
import dev.connections.sql.driver.SqlSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Settings of a Snowflake connection, beside those of every connection. The prefix is that of the defaults; each
 * connection has the same keys under {@code connections.<name>}.
 */
@ConfigurationProperties("connections.defaults.snowflake")
public class SnowflakeConnectionProperties implements SelfChecking {

    /**
     * URL of the account: jdbc:snowflake://host/?…, https://host, http://host:port without TLS, or
     * snowflake://user:secret@account/database/schema?warehouse=…&role=….
     */
    private @Nullable String url;

    /**
     * Profile of Snowflake's settings files that supplies missing settings: a table of ~/.snowflake/connections.toml,
     * then a section of ~/.snowsql/config.
     */
    private @Nullable String profile;

    /** Directory with .snowflake and .snowsql. Defaults to the home directory. */
    private @Nullable Path settingsDirectory;

    /** Account identifier, such as myorg-myaccount, or the name of its host. */
    private @Nullable String account;

    /**
     * Host, if it is not that of the account, as with private connectivity. It may have a port, and begin with http://
     * for a server without TLS.
     */
    private @Nullable String host;

    /** User to log in as. Alias of 'username', which takes precedence. */
    private @Nullable String user;

    /** User to log in as. Takes precedence over the user in the URL. */
    private @Nullable String username;

    /** OAuth access token or programmatic access token. For renewed tokens, define a CredentialsProvider bean. */
    private @Nullable String token;

    /** Initial role of sessions. Defaults to that of the user. */
    private @Nullable String role;

    /** Initial warehouse of sessions. Defaults to that of the user. */
    private @Nullable String warehouse;

    /** Initial database of sessions. Defaults to that of the user. */
    private @Nullable String database;

    /** Initial schema of sessions. */
    private @Nullable String schema;

    /**
     * Authenticator: snowflake, snowflake_jwt, oauth, programmatic_access_token, oauth_client_credentials,
     * workload_identity, username_password_mfa or the https:// URL of an identity provider. Defaults to snowflake_jwt
     * with a private key, and to snowflake otherwise.
     */
    private @Nullable String authenticator;

    /** Time zone of sessions, such as Europe/Berlin. */
    private @Nullable String timezone;

    /** Tag of statements in Snowflake's query history. */
    private @Nullable String queryTag;

    /**
     * Whether each statement is tagged with 'query-tag', the name of the connection and the ids of the current trace.
     */
    private boolean tagQueries = true;

    /** Maximum time to open a physical connection. */
    private Duration loginTimeout = Duration.ofSeconds(20);

    /** Maximum time that the server may be silent. It responds at least every 45 seconds while a statement runs. */
    private Duration socketTimeout = Duration.ofMinutes(1);

    /** Default maximum time of a statement. Unlimited by default. */
    private @Nullable Duration statementTimeout;

    /** Parameters of each session, by Snowflake's names. */
    private final Map<String, String> sessionParameters = new LinkedHashMap<>();

    /** Properties of the driver. They take precedence over all other settings of the driver. */
    private final Map<String, String> properties = new LinkedHashMap<>();

    @NestedConfigurationProperty
    private final SqlRowsProperties rows = new SqlRowsProperties();

    @NestedConfigurationProperty
    private final SnowflakePrivateKeyProperties privateKey = new SnowflakePrivateKeyProperties();

    @NestedConfigurationProperty
    private final SqlPoolProperties pool = new SqlPoolProperties();

    public SqlRowsProperties getRows() {
        return rows;
    }

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getProfile() {
        return profile;
    }

    public void setProfile(@Nullable String profile) {
        this.profile = profile;
    }

    public @Nullable Path getSettingsDirectory() {
        return settingsDirectory;
    }

    public void setSettingsDirectory(@Nullable Path settingsDirectory) {
        this.settingsDirectory = settingsDirectory;
    }

    public @Nullable String getAccount() {
        return account;
    }

    public void setAccount(@Nullable String account) {
        this.account = account;
    }

    public @Nullable String getHost() {
        return host;
    }

    public void setHost(@Nullable String host) {
        this.host = host;
    }

    public @Nullable String getUser() {
        return user;
    }

    public void setUser(@Nullable String user) {
        this.user = user;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public @Nullable String getRole() {
        return role;
    }

    public void setRole(@Nullable String role) {
        this.role = role;
    }

    public @Nullable String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(@Nullable String warehouse) {
        this.warehouse = warehouse;
    }

    public @Nullable String getDatabase() {
        return database;
    }

    public void setDatabase(@Nullable String database) {
        this.database = database;
    }

    public @Nullable String getSchema() {
        return schema;
    }

    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    public @Nullable String getAuthenticator() {
        return authenticator;
    }

    public void setAuthenticator(@Nullable String authenticator) {
        this.authenticator = authenticator;
    }

    public @Nullable String getTimezone() {
        return timezone;
    }

    public void setTimezone(@Nullable String timezone) {
        this.timezone = timezone;
    }

    public @Nullable String getQueryTag() {
        return queryTag;
    }

    public void setQueryTag(@Nullable String queryTag) {
        this.queryTag = queryTag;
    }

    public boolean isTagQueries() {
        return tagQueries;
    }

    public void setTagQueries(boolean tagQueries) {
        this.tagQueries = tagQueries;
    }

    public Duration getLoginTimeout() {
        return loginTimeout;
    }

    public void setLoginTimeout(Duration loginTimeout) {
        this.loginTimeout = loginTimeout;
    }

    public Duration getSocketTimeout() {
        return socketTimeout;
    }

    public void setSocketTimeout(Duration socketTimeout) {
        this.socketTimeout = socketTimeout;
    }

    public @Nullable Duration getStatementTimeout() {
        return statementTimeout;
    }

    public void setStatementTimeout(@Nullable Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
    }

    public Map<String, String> getSessionParameters() {
        return sessionParameters;
    }

    public Map<String, String> getProperties() {
        return properties;
    }

    public SnowflakePrivateKeyProperties getPrivateKey() {
        return privateKey;
    }

    public SqlPoolProperties getPool() {
        return pool;
    }

    SnowflakeAddress address() {
        Map<String, String> session = new LinkedHashMap<>(sessionParameters);
        put(session, "role", role);
        put(session, "warehouse", warehouse);
        put(session, "database", database);
        put(session, "schema", schema);
        put(session, "TIMEZONE", timezone);
        put(session, "QUERY_TAG", queryTag);
        return new SnowflakeAddress(url, account, host, session);
    }

    private static void put(Map<String, String> session, String name, @Nullable String value) {
        if (value != null) {
            session.put(name, value);
        }
    }

    /** The secret of one user is never sent with the name of another. */
    Credentials credentials() {
        Credentials inUrl = address().credentials();
        String named = (username != null) ? username : user;
        String who = (named != null) ? named : inUrl.user();
        String secret = (token != null) ? token : Objects.equals(who, inUrl.user()) ? inUrl.secret() : null;
        return Credentials.of(who, secret);
    }

    SqlSettings settings() {
        return new SqlSettings(pool.settings(), properties, false, loginTimeout, socketTimeout, statementTimeout, null);
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        address().check((property, message) -> problems.accept(property, message + "."));
        privateKey.check(problems);
        // where the key is does not matter here
        new SnowflakeLogin(
                        authenticator,
                        privateKey.isSet()
                                ? () -> {
                                    throw new IllegalStateException("Never asked for");
                                }
                                : null)
                .check((property, message) -> problems.accept(property, message + "."));
        settings().check(null, (property, message) -> problems.accept(property, message + "."));
    }
}
