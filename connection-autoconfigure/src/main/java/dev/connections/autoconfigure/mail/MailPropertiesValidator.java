package dev.connections.autoconfigure.mail;

import dev.connections.credentials.Credentials;
import dev.connections.mail.InvalidMailException;
import dev.connections.mail.MailSettings;
import dev.connections.mail.sendgrid.SendGridSettings;
import dev.connections.mail.smtp.MailEncryption;
import dev.connections.mail.smtp.SmtpSettings;
import java.net.URI;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Makes sense of the properties of one connection, or says why there is none. */
final class MailPropertiesValidator {

    private static final int MAX_PORT = 65_535;

    private final MailConnectionProperties properties;

    MailPropertiesValidator(MailConnectionProperties properties) {
        this.properties = properties;
    }

    void check(BiConsumer<String, String> problems) {
        boolean complete = checkLibraries(problems);
        if (properties.getProvider() == MailProvider.SENDGRID) {
            checkSendGrid(problems);
        } else {
            checkSmtp(problems);
        }
        checkPositive("read-timeout", properties.getReadTimeout(), problems);
        checkPositive("write-timeout", properties.getWriteTimeout(), problems);
        if (properties.getMaxMessageSize().toBytes() <= 0) {
            problems.accept("max-message-size", "must be positive.");
        }
        if (complete && properties.getFrom() != null) {
            Sender.check(properties.getFrom(), problems);
        }
    }

    /** Returns whether Jakarta Mail is there. */
    private boolean checkLibraries(BiConsumer<String, String> problems) {
        boolean mail = isPresent("org.springframework.mail.javamail.JavaMailSender")
                && isPresent("jakarta.mail.Transport")
                && isPresent("org.eclipse.angus.mail.smtp.SMTPTransport");
        if (!mail) {
            problems.accept(
                    "type",
                    "needs Jakarta Mail, which is not on the class path. Add the dependency"
                            + " org.springframework.boot:spring-boot-starter-mail.");
        }
        if (properties.getProvider() == MailProvider.SENDGRID && !isPresent("com.sendgrid.SendGrid")) {
            problems.accept(
                    "provider",
                    "needs SendGrid's library, which is not on the class path. Add the dependency"
                            + " com.sendgrid:sendgrid-java.");
        }
        return mail;
    }

    private static boolean isPresent(String className) {
        return ClassUtils.isPresent(className, null);
    }

    private void checkSendGrid(BiConsumer<String, String> problems) {
        try {
            sendGridUrl();
        } catch (IllegalArgumentException ex) {
            problems.accept("url", String.valueOf(ex.getMessage()));
        }
        if (properties.getHost() != null) {
            problems.accept("host", "is set, but SendGrid has no SMTP server here. Remove it, or 'provider'.");
        }
        if (properties.getToken() != null || properties.getAuth().getRegistration() != null) {
            problems.accept(
                    (properties.getToken() != null) ? "token" : "auth.registration",
                    "is set, but SendGrid takes an API key. Set 'api-key' instead.");
        }
    }

    private void checkSmtp(BiConsumer<String, String> problems) {
        if (properties.getUrl() != null) {
            try {
                MailAddress.of(properties.getUrl());
            } catch (IllegalArgumentException ex) {
                problems.accept("url", String.valueOf(ex.getMessage()));
            }
        } else if (properties.getHost() == null && !properties.isDryRun()) {
            problems.accept(
                    "url", "is missing. Set it to the SMTP server, such as smtp://host:587, or set 'provider'.");
        }
        if (properties.getPort() != null && (properties.getPort() < 1 || properties.getPort() > MAX_PORT)) {
            problems.accept("port", "must be from 1 to " + MAX_PORT + ".");
        }
        if (properties.getApiKey() != null) {
            problems.accept(
                    "api-key", "is set, but an SMTP server takes none. Set 'provider' to sendgrid, or remove it.");
        }
        if (properties.isSandbox()) {
            problems.accept("sandbox", "is true, but an SMTP server has none. Set 'dry-run' instead.");
        }
        if (properties.getToken() != null && properties.getAuth().getRegistration() != null) {
            problems.accept("token", "is set, and so is 'auth.registration'. Keep one of them.");
        }
        if (properties.getAuth().getType() == MailAuthType.PASSWORD && isByToken()) {
            problems.accept("auth.type", "is password, but an access token is configured. Remove one of them.");
        }
        if (encryption() == MailEncryption.NONE && properties.getSslBundle() != null) {
            problems.accept("ssl-bundle", "is set, but nothing is encrypted. Remove it, or 'encryption'.");
        }
        properties.getProperties().keySet().stream()
                .filter(key -> key.startsWith("mail.debug.auth") || key.equals("mail.smtp.chunksize"))
                .forEach(key -> problems.accept(
                        "properties." + key,
                        key.startsWith("mail.debug")
                                ? "would show secrets. Remove it."
                                : "would hide whether a message was accepted. Remove it."));
    }

    private static void checkPositive(String property, Duration value, BiConsumer<String, String> problems) {
        if (value.isNegative() || value.isZero()) {
            problems.accept(property, "must be positive.");
        }
    }

    private boolean isByToken() {
        return properties.getToken() != null || properties.getAuth().getRegistration() != null;
    }

    private @Nullable MailAddress address() {
        if (properties.getUrl() == null || properties.getProvider() != MailProvider.SMTP) {
            return null;
        }
        try {
            return MailAddress.of(properties.getUrl());
        } catch (IllegalArgumentException ex) {
            // told by the check
            return null;
        }
    }

    private MailEncryption encryption() {
        if (properties.getEncryption() != null) {
            return properties.getEncryption();
        }
        MailAddress address = address();
        return (address != null) ? address.encryption() : MailAddress.encryption(false, properties.getPort());
    }

    /** Where the SMTP server is. */
    SmtpSettings smtp() {
        MailAddress address = address();
        String host = (address != null) ? address.host() : String.valueOf(properties.getHost());
        Integer port = (address != null) ? address.port() : properties.getPort();
        MailEncryption encryption = encryption();
        SmtpSettings settings = SmtpSettings.of(
                        host, (port != null) ? port : MailAddress.defaultPort(encryption), encryption)
                .withBounds(new SmtpSettings.Bounds(
                        properties.getConnectTimeout(),
                        properties.getReadTimeout(),
                        properties.getWriteTimeout(),
                        properties.getPool().getMaximumSize(),
                        properties.getPool().getMaxWait()))
                .withProperties(properties.getProperties());
        boolean xoauth2 = properties.getAuth().getType() == MailAuthType.XOAUTH2 || isByToken();
        return xoauth2 ? settings.withXoauth2() : settings;
    }

    SendGridSettings sendGrid() {
        return new SendGridSettings(
                sendGridUrl(), properties.isSandbox(), properties.getConnectTimeout(), properties.getReadTimeout());
    }

    /** The key goes to nobody in the clear, but to a stand-in on this machine. */
    private URI sendGridUrl() {
        if (!StringUtils.hasText(properties.getUrl())) {
            return SendGridSettings.GLOBAL;
        }
        String url = properties.getUrl().strip();
        if (!url.matches("https://[^/?#@\\s]+/?|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?/?")) {
            throw new IllegalArgumentException(
                    "is no address of SendGrid's API. Set it to https:// and a host, or leave it out.");
        }
        return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    /** Who the properties name. */
    Credentials credentials() {
        if (properties.getProvider() == MailProvider.SENDGRID) {
            return Credentials.of(properties.getUsername(), properties.getApiKey());
        }
        MailAddress address = address();
        Credentials inUrl = (address != null) ? address.credentials() : Credentials.none();
        if (properties.getToken() == null) {
            return inUrl;
        }
        String user = (properties.getUsername() != null) ? properties.getUsername() : inUrl.user();
        return Credentials.of(user, properties.getToken());
    }

    /** Loaded only where Jakarta Mail is present: the verifier of its byte code loads the exception. */
    private static final class Sender {

        static void check(String from, BiConsumer<String, String> problems) {
            try {
                MailSettings.checkFrom(from);
            } catch (InvalidMailException ex) {
                problems.accept(
                        "from",
                        ex.problem()
                                + ". Set it to one address, such as Shop <shop@example.com>. Quote a name with "
                                + "a comma or another special character, as in '\"Shop, Inc.\" <shop@example.com>'.");
            }
        }
    }
}
