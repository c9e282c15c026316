package dev.connections.autoconfigure.mail;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.InferredFrom;
import dev.connections.Internal;
import dev.connections.LoginDefaults;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.NamedSslBundle;
import dev.connections.autoconfigure.oauth2.OAuth2Tokens;
import dev.connections.credentials.AccessTokens;
import dev.connections.credentials.Credentials;
import dev.connections.mail.DryRunConnectionFactory;
import dev.connections.mail.MailSettings;
import dev.connections.mail.MailTemplates;
import dev.connections.mail.MailTexts;
import dev.connections.mail.MailTransport;
import dev.connections.mail.SupervisedMailConnection;
import dev.connections.mail.sendgrid.SendGridConnectionFactory;
import dev.connections.mail.smtp.SmtpConnectionFactory;
import dev.connections.mail.smtp.SmtpSettings;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.MessageSource;

/** The type {@code mail}: messages by SMTP, or by SendGrid. */
@InferredFrom(
        url = {"smtp:", "smtps:"},
        property = "provider")
@LoginDefaults(options = "pool.maximum-size=1")
@Internal
public final class MailConnectionType
        implements ConnectionType<MailConnectionProperties, MailTransport, SupervisedMailConnection> {

    private static final Logger logger = LoggerFactory.getLogger(MailConnectionType.class);

    private final ObjectProvider<SslBundles> sslBundles;

    private final ObjectProvider<MessageSource> messages;

    private final ObjectProvider<MailTemplates> templates;

    private final OAuth2Tokens tokens;

    private final ObjectProvider<ObservationRegistry> observations;

    /**
     * @param sslBundles the bundles that {@code ssl-bundle} names; asked whenever a transport is opened
     * @param messages texts by code; asked when a connection is made
     * @param templates HTML by templates; asked when a connection is made
     * @param tokens access tokens of registrations
     * @param observations where sending is observed; asked when a connection is made
     */
    MailConnectionType(
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<MessageSource> messages,
            ObjectProvider<MailTemplates> templates,
            OAuth2Tokens tokens,
            ObjectProvider<ObservationRegistry> observations) {
        this.sslBundles = sslBundles;
        this.messages = messages;
        this.templates = templates;
        this.tokens = tokens;
        this.observations = observations;
    }

    @Override
    public ConnectionFactory<? extends MailTransport> connectionFactory(
            ConnectionDefinition<MailConnectionProperties> definition) {
        MailConnectionProperties properties = definition.properties();
        MailPropertiesValidator checks = new MailPropertiesValidator(properties);
        if (properties.dryRun()) {
            return new DryRunConnectionFactory();
        }
        if (properties.provider() == MailProvider.SENDGRID) {
            return new SendGridConnectionFactory(definition.name(), checks.sendGrid());
        }
        SmtpSettings smtp = checks.smtp();
        String bundle = properties.getSslBundle();
        if (bundle != null) {
            NamedSslBundle named = new NamedSslBundle(sslBundles, "ssl-bundle", bundle);
            named.get();
            smtp = smtp.withSockets(() -> named.get().createSslContext().getSocketFactory());
        }
        String registration = properties.auth().registration();
        return new SmtpConnectionFactory(
                definition.name(), smtp, (registration == null) ? null : tokens(registration, definition));
    }

    private AccessTokens tokens(String registration, ConnectionDefinition<MailConnectionProperties> definition) {
        MailConnectionProperties properties = definition.properties();
        AccessTokens found =
                tokens.of(registration, definition.name(), properties.connectTimeout(), properties.readTimeout());
        if (found.isOfUser()) {
            throw new IllegalArgumentException("'auth.registration' is '" + registration
                    + "', whose tokens are those of users, but the application sends the mail: use a registration with"
                    + " 'authorization-grant-type: client_credentials'");
        }
        return found;
    }

    @Override
    public SupervisedMailConnection handle(
            ManagedConnection<MailTransport> connection, ConnectionDefinition<MailConnectionProperties> definition) {
        if (definition.login() && definition.properties().dryRun()) {
            throw new IllegalArgumentException("'login' would accept every user, because 'dry-run' uses no server");
        }
        if (definition.properties().from() == null) {
            logger.warn(
                    "connections.{}.from is not set, so each message of the connection needs a sender",
                    definition.name());
        }
        return new SupervisedMailConnection(
                connection,
                settings(definition),
                new MailTexts(messages.getIfUnique(), templates.getIfUnique()),
                observations.getIfUnique(() -> ObservationRegistry.NOOP));
    }

    @Override
    public Runnable reconfigure(
            SupervisedMailConnection handle, ConnectionDefinition<MailConnectionProperties> definition) {
        MailSettings settings = settings(definition);
        return () -> handle.useSettings(settings);
    }

    private static MailSettings settings(ConnectionDefinition<MailConnectionProperties> definition) {
        MailConnectionProperties properties = definition.properties();
        return new MailSettings(
                properties.from(),
                properties.maxMessageSize().toBytes(),
                properties.retry().retry(),
                properties.rateLimit().limit(definition.name().value()),
                properties.dryRun());
    }

    @Override
    public Credentials credentials(MailConnectionProperties properties) {
        return new MailPropertiesValidator(properties).credentials();
    }
}
