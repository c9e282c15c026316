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
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a Snowflake connection, beside those of every connection. The prefix is that of the defaults; each
 * connection has the same keys under {@code connections.<name>}.
 *
 * @param url URL of the account: jdbc:snowflake://host/?…, https://host, http://host:port without TLS, or
 *     snowflake://user:secret@account/database/schema?warehouse=….
 * @param profile Profile of Snowflake's settings files that supplies missing settings: a table of
 *     ~/.snowflake/connections.toml, then a section of ~/.snowsql/config.
 * @param settingsDirectory Directory with .snowflake and .snowsql. Defaults to the home directory.
 * @param account Account identifier, such as myorg-myaccount, or the name of its host.
 * @param host Host, if it is not that of the account, as with private connectivity. It may have a port, and begin
 *     with http:// for a server without TLS.
 * @param user User to log in as. Alias of 'username', which takes precedence.
 * @param username User to log in as. Takes precedence over the user in the URL.
 * @param token OAuth access token or programmatic access token. For renewed tokens, define a CredentialsProvider bean.
 * @param role Initial role of sessions. Defaults to that of the user.
 * @param warehouse Initial warehouse of sessions. Defaults to that of the user.
 * @param database Initial database of sessions. Defaults to that of the user.
 * @param schema Initial schema of sessions.
 * @param authenticator Authenticator: snowflake, snowflake_jwt, oauth, programmatic_access_token,
 *     oauth_client_credentials, workload_identity, username_password_mfa or the https:// URL of an identity
 *     provider. Defaults to snowflake_jwt with a private key, and to snowflake otherwise.
 * @param timezone Time zone of sessions, such as Europe/Berlin.
 * @param queryTag Tag of statements in Snowflake's query history.
 * @param tagQueries Whether each statement is tagged with 'query-tag', the name of the connection and the ids of
 *     the current trace.
 * @param loginTimeout Maximum time to open a physical connection.
 * @param socketTimeout Maximum time that the server may be silent. It responds at least every 45 seconds while a
 *     statement runs.
 * @param statementTimeout Default maximum time of a statement. Unlimited by default.
 * @param sessionParameters Parameters of each session, by Snowflake's names.
 * @param properties Properties of the driver. They take precedence over all other settings of the driver.
 * @param rows how results look
 * @param privateKey the private key of key-pair authentication
 * @param pool the pool of physical connections
 */
@ConfigurationProperties("connections.defaults.snowflake")
public record SnowflakeConnectionProperties(
        @Nullable String url,
        @Nullable String profile,
        @Nullable Path settingsDirectory,
        @Nullable String account,
        @Nullable String host,
        @Nullable String user,
        @Nullable String username,
        @Nullable String token,
        @Nullable String role,
        @Nullable String warehouse,
        @Nullable String database,
        @Nullable String schema,
        @Nullable String authenticator,
        @Nullable String timezone,
        @Nullable String queryTag,
        @DefaultValue("true") boolean tagQueries,
        @DefaultValue("20s") Duration loginTimeout,
        @DefaultValue("1m") Duration socketTimeout,
        @Nullable Duration statementTimeout,
        @DefaultValue Map<String, String> sessionParameters,
        @DefaultValue Map<String, String> properties,
        @NestedConfigurationProperty @DefaultValue SqlRowsProperties rows,
        @NestedConfigurationProperty @DefaultValue SnowflakePrivateKeyProperties privateKey,
        @NestedConfigurationProperty @DefaultValue SqlPoolProperties pool)
        implements SelfChecking {

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

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "SnowflakeConnectionProperties";
    }
}
