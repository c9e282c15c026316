package dev.connections.autoconfigure.mail;

import dev.connections.SelfChecking;
import dev.connections.autoconfigure.NamesSslBundle;
import dev.connections.autoconfigure.RateLimitProperties;
import dev.connections.mail.smtp.MailEncryption;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a connection that sends mail, beside those of every connection. The prefix is that of the defaults; each
 * connection has the same keys under {@code connections.<name>}.
 *
 * @param url URL of the SMTP server, such as smtp://user:secret@host:587 or smtps://host. With SendGrid, URL of a
 *     regional API, such as https://api.eu.sendgrid.com.
 * @param host Host of the SMTP server, for connections without a URL.
 * @param port Port of the SMTP server, for connections without a URL. Defaults to 465 with encryption tls, and to
 *     587 otherwise.
 * @param username User to log in as. Takes precedence over the user in the URL.
 * @param token OAuth2 access token of the user. For renewed tokens, set 'auth.registration' or define a
 *     CredentialsProvider bean.
 * @param provider Provider that accepts the messages: an SMTP server or SendGrid.
 * @param apiKey API key of SendGrid.
 * @param sandbox Whether SendGrid validates messages without sending them.
 * @param dryRun Whether messages are collected instead of sent, for tests.
 * @param from Default sender of messages, an address with or without a name.
 * @param encryption Encryption of the connection to the SMTP server. Defaults to tls for smtps:// and port 465, and
 *     to starttls otherwise. A server without STARTTLS is then refused.
 * @param sslBundle Name of the SSL bundle with the trusted certificates and the client certificate.
 * @param connectTimeout Maximum time to open the connection, and to establish a network connection.
 * @param readTimeout Maximum time that the server takes to respond.
 * @param writeTimeout Maximum time that a write to the SMTP server may block.
 * @param maxMessageSize Maximum encoded size of a message, with attachments.
 * @param properties Properties of Jakarta Mail, such as mail.smtp.localhost. They take precedence over all other
 *     settings.
 * @param auth login at the server
 * @param pool the kept SMTP transports
 * @param retry retries of messages
 * @param rateLimit the rate limit of messages
 */
@ConfigurationProperties("connections.defaults.mail")
public record MailConnectionProperties(
        @Nullable String url,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable String token,
        @DefaultValue("smtp") MailProvider provider,
        @Nullable String apiKey,
        boolean sandbox,
        boolean dryRun,
        @Nullable String from,
        @Nullable MailEncryption encryption,
        @Nullable String sslBundle,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("1m") Duration readTimeout,
        @DefaultValue("1m") Duration writeTimeout,
        @DefaultValue("25MB") DataSize maxMessageSize,
        @DefaultValue Map<String, String> properties,
        @NestedConfigurationProperty @DefaultValue MailAuthProperties auth,
        @NestedConfigurationProperty @DefaultValue MailPoolProperties pool,
        @NestedConfigurationProperty @DefaultValue MailRetryProperties retry,
        @NestedConfigurationProperty @DefaultValue RateLimitProperties rateLimit)
        implements SelfChecking, NamesSslBundle {

    public MailConnectionProperties {
        sslBundle = StringUtils.hasText(sslBundle) ? sslBundle : null;
    }

    @Override
    public @Nullable String getSslBundle() {
        return sslBundle;
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        new MailPropertiesValidator(this).check(problems);
        pool.check(problems);
        retry.check(problems);
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "MailConnectionProperties";
    }
}
