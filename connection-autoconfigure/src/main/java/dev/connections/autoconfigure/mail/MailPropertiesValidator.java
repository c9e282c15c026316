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
        if (properties.provider() == MailProvider.SENDGRID) {
            checkSendGrid(problems);
        } else {
            checkSmtp(problems);
        }
        checkPositive("read-timeout", properties.readTimeout(), problems);
        checkPositive("write-timeout", properties.writeTimeout(), problems);
        if (properties.maxMessageSize().toBytes() <= 0) {
            problems.accept("max-message-size", "must be positive.");
        }
        if (complete && properties.from() != null) {
            Sender.check(properties.from(), problems);
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
        if (properties.provider() == MailProvider.SENDGRID && !isPresent("com.sendgrid.SendGrid")) {
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
        if (properties.host() != null) {
            problems.accept("host", "is set, but SendGrid has no SMTP server here. Remove it, or 'provider'.");
        }
        if (properties.token() != null || properties.auth().registration() != null) {
            problems.accept(
                    (properties.token() != null) ? "token" : "auth.registration",
                    "is set, but SendGrid takes an API key. Set 'api-key' instead.");
        }
    }

    private void checkSmtp(BiConsumer<String, String> problems) {
        if (properties.url() != null) {
            try {
                MailAddress.of(properties.url());
            } catch (IllegalArgumentException ex) {
                problems.accept("url", String.valueOf(ex.getMessage()));
            }
        } else if (properties.host() == null && !properties.dryRun()) {
            problems.accept(
                    "url", "is missing. Set it to the SMTP server, such as smtp://host:587, or set 'provider'.");
        }
        if (properties.port() != null && (properties.port() < 1 || properties.port() > MAX_PORT)) {
            problems.accept("port", "must be from 1 to " + MAX_PORT + ".");
        }
        if (properties.apiKey() != null) {
            problems.accept(
                    "api-key", "is set, but an SMTP server takes none. Set 'provider' to sendgrid, or remove it.");
        }
        if (properties.sandbox()) {
            problems.accept("sandbox", "is true, but an SMTP server has none. Set 'dry-run' instead.");
        }
        if (properties.token() != null && properties.auth().registration() != null) {
            problems.accept("token", "is set, and so is 'auth.registration'. Keep one of them.");
        }
        if (properties.auth().type() == MailAuthType.PASSWORD && isByToken()) {
            problems.accept("auth.type", "is password, but an access token is configured. Remove one of them.");
        }
        if (encryption() == MailEncryption.NONE && properties.getSslBundle() != null) {
            problems.accept("ssl-bundle", "is set, but nothing is encrypted. Remove it, or 'encryption'.");
        }
        properties.properties().keySet().stream()
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
        return properties.token() != null || properties.auth().registration() != null;
    }

    private @Nullable MailAddress address() {
        if (properties.url() == null || properties.provider() != MailProvider.SMTP) {
            return null;
        }
        try {
            return MailAddress.of(properties.url());
        } catch (IllegalArgumentException ex) {
            // told by the check
            return null;
        }
    }

    private MailEncryption encryption() {
        if (properties.encryption() != null) {
            return properties.encryption();
        }
        MailAddress address = address();
        return (address != null) ? address.encryption() : MailAddress.encryption(false, properties.port());
    }

    /** Where the SMTP server is. */
    SmtpSettings smtp() {
        MailAddress address = address();
        String host = (address != null) ? address.host() : String.valueOf(properties.host());
        Integer port = (address != null) ? address.port() : properties.port();
        MailEncryption encryption = encryption();
        SmtpSettings settings = SmtpSettings.of(
                        host, (port != null) ? port : MailAddress.defaultPort(encryption), encryption)
                .withBounds(new SmtpSettings.Bounds(
                        properties.connectTimeout(),
                        properties.readTimeout(),
                        properties.writeTimeout(),
                        properties.pool().maximumSize(),
                        properties.pool().maxWait()))
                .withProperties(properties.properties());
        boolean xoauth2 = properties.auth().type() == MailAuthType.XOAUTH2 || isByToken();
        return xoauth2 ? settings.withXoauth2() : settings;
    }

    SendGridSettings sendGrid() {
        return new SendGridSettings(
                sendGridUrl(), properties.sandbox(), properties.connectTimeout(), properties.readTimeout());
    }

    /** The key is sent without TLS only to a test server on this machine. */
    private URI sendGridUrl() {
        if (!StringUtils.hasText(properties.url())) {
            return SendGridSettings.GLOBAL;
        }
        String url = properties.url().strip();
        if (!url.matches("https://[^/?#@\\s]+/?|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?/?")) {
            throw new IllegalArgumentException(
                    "is no address of SendGrid's API. Set it to https:// and a host, or leave it out.");
        }
        return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    /** Who the properties name. */
    Credentials credentials() {
        if (properties.provider() == MailProvider.SENDGRID) {
            return Credentials.of(properties.username(), properties.apiKey());
        }
        MailAddress address = address();
        Credentials inUrl = (address != null) ? address.credentials() : Credentials.none();
        if (properties.token() == null) {
            return inUrl;
        }
        String user = (properties.username() != null) ? properties.username() : inUrl.user();
        return Credentials.of(user, properties.token());
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
