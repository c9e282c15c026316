package dev.connections.autoconfigure.mail;

import dev.connections.SelfChecking;
import dev.connections.autoconfigure.NamesSslBundle;
import dev.connections.autoconfigure.RateLimitProperties;
import dev.connections.mail.smtp.MailEncryption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a connection that sends mail, beside those of every connection. The prefix is that of the defaults; each
 * connection has the same keys under {@code connections.<name>}.
 */
@ConfigurationProperties("connections.defaults.mail")
public class MailConnectionProperties implements SelfChecking, NamesSslBundle {

    /**
     * URL of the SMTP server, such as smtp://user:secret@host:587 or smtps://host. With SendGrid, URL of a regional
     * API, such as https://api.eu.sendgrid.com.
     */
    private @Nullable String url;

    /** Host of the SMTP server, for connections without a URL. */
    private @Nullable String host;

    /**
     * Port of the SMTP server, for connections without a URL. Defaults to 465 with encryption tls, and to 587
     * otherwise.
     */
    private @Nullable Integer port;

    /** User to log in as. Takes precedence over the user in the URL. */
    private @Nullable String username;

    /**
     * OAuth2 access token of the user. For renewed tokens, set 'auth.registration' or define a CredentialsProvider
     * bean.
     */
    private @Nullable String token;

    /** Provider that accepts the messages: an SMTP server or SendGrid. */
    private MailProvider provider = MailProvider.SMTP;

    /** API key of SendGrid. */
    private @Nullable String apiKey;

    /** Whether SendGrid validates messages without sending them. */
    private boolean sandbox;

    /** Whether messages are collected instead of sent, for tests. */
    private boolean dryRun;

    /** Default sender of messages, such as Shop <shop@example.com>. */
    private @Nullable String from;

    /**
     * Encryption of the connection to the SMTP server. Defaults to tls for smtps:// and port 465, and to starttls
     * otherwise. A server without STARTTLS is then refused.
     */
    private @Nullable MailEncryption encryption;

    /** Name of the SSL bundle with the trusted certificates and the client certificate. */
    private @Nullable String sslBundle;

    /** Maximum time to open the connection, and to establish a network connection. */
    private Duration connectTimeout = Duration.ofSeconds(5);

    /** Maximum time that the server takes to respond. */
    private Duration readTimeout = Duration.ofMinutes(1);

    /** Maximum time that a write to the SMTP server may block. */
    private Duration writeTimeout = Duration.ofMinutes(1);

    /** Maximum encoded size of a message, with attachments. */
    private DataSize maxMessageSize = DataSize.ofMegabytes(25);

    /** Properties of Jakarta Mail, such as mail.smtp.localhost. They take precedence over all other settings. */
    private final Map<String, String> properties = new LinkedHashMap<>();

    @NestedConfigurationProperty
    private final MailAuthProperties auth = new MailAuthProperties();

    @NestedConfigurationProperty
    private final MailPoolProperties pool = new MailPoolProperties();

    @NestedConfigurationProperty
    private final MailRetryProperties retry = new MailRetryProperties();

    @NestedConfigurationProperty
    private final RateLimitProperties rateLimit = new RateLimitProperties();

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getHost() {
        return host;
    }

    public void setHost(@Nullable String host) {
        this.host = host;
    }

    public @Nullable Integer getPort() {
        return port;
    }

    public void setPort(@Nullable Integer port) {
        this.port = port;
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

    public MailProvider getProvider() {
        return provider;
    }

    public void setProvider(MailProvider provider) {
        this.provider = provider;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public boolean isSandbox() {
        return sandbox;
    }

    public void setSandbox(boolean sandbox) {
        this.sandbox = sandbox;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String from) {
        this.from = from;
    }

    public @Nullable MailEncryption getEncryption() {
        return encryption;
    }

    public void setEncryption(@Nullable MailEncryption encryption) {
        this.encryption = encryption;
    }

    @Override
    public @Nullable String getSslBundle() {
        return sslBundle;
    }

    public void setSslBundle(@Nullable String sslBundle) {
        this.sslBundle = StringUtils.hasText(sslBundle) ? sslBundle : null;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    public Duration getWriteTimeout() {
        return writeTimeout;
    }

    public void setWriteTimeout(Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
    }

    public DataSize getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(DataSize maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public Map<String, String> getProperties() {
        return properties;
    }

    public MailAuthProperties getAuth() {
        return auth;
    }

    public MailPoolProperties getPool() {
        return pool;
    }

    public MailRetryProperties getRetry() {
        return retry;
    }

    public RateLimitProperties getRateLimit() {
        return rateLimit;
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        new MailPropertiesValidator(this).check(problems);
        pool.check(problems);
        retry.check(problems);
    }
}
