package dev.connections.mail.smtp;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an SMTP server. Immutable. {@link #toString()} does not show the values of the properties.
 *
 * @param host the host
 * @param port the port
 * @param encryption the encryption
 * @param xoauth2 whether the secret is an OAuth2 access token
 * @param bounds timeouts and the size of the pool
 * @param properties properties of Jakarta Mail, which take precedence
 * @param sockets supplies the factory of encrypted sockets for each transport; {@code null} for the JDK's
 */
public record SmtpSettings(
        String host,
        int port,
        MailEncryption encryption,
        boolean xoauth2,
        Bounds bounds,
        Map<String, String> properties,
        @Nullable Supplier<SSLSocketFactory> sockets) {

    public SmtpSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(encryption, "encryption");
        Objects.requireNonNull(bounds, "bounds");
        properties = Map.copyOf(properties);
    }

    /** Returns settings with the default timeouts. */
    public static SmtpSettings of(String host, int port, MailEncryption encryption) {
        return new SmtpSettings(host, port, encryption, false, Bounds.DEFAULTS, Map.of(), null);
    }

    /** Returns a copy whose secret is an OAuth2 access token. */
    public SmtpSettings withXoauth2() {
        return new SmtpSettings(host, port, encryption, true, bounds, properties, sockets);
    }

    /** Returns a copy with other timeouts and another size of the pool. */
    public SmtpSettings withBounds(Bounds newBounds) {
        return new SmtpSettings(host, port, encryption, xoauth2, newBounds, properties, sockets);
    }

    /** Returns a copy with other properties of Jakarta Mail. */
    public SmtpSettings withProperties(Map<String, String> newProperties) {
        return new SmtpSettings(host, port, encryption, xoauth2, bounds, newProperties, sockets);
    }

    /** Returns a copy with another factory of encrypted sockets. */
    public SmtpSettings withSockets(@Nullable Supplier<SSLSocketFactory> newSockets) {
        return new SmtpSettings(host, port, encryption, xoauth2, bounds, properties, newSockets);
    }

    /** The same with one transport. */
    SmtpSettings withOneTransport() {
        return withBounds(
                new Bounds(bounds.connectTimeout(), bounds.readTimeout(), bounds.writeTimeout(), 1, bounds.maxWait()));
    }

    /** The same for Jakarta Mail. */
    Properties sessionProperties(boolean authenticate) {
        Properties result = new Properties();
        result.put("mail.smtp.host", host);
        result.put("mail.smtp.port", String.valueOf(port));
        result.put("mail.smtp.auth", String.valueOf(authenticate));
        if (xoauth2) {
            result.put("mail.smtp.auth.mechanisms", "XOAUTH2");
        }
        result.put(
                "mail.smtp.connectiontimeout",
                String.valueOf(bounds.connectTimeout().toMillis()));
        result.put("mail.smtp.timeout", String.valueOf(bounds.readTimeout().toMillis()));
        result.put(
                "mail.smtp.writetimeout", String.valueOf(bounds.writeTimeout().toMillis()));
        result.put("mail.smtp.starttls.enable", String.valueOf(encryption == MailEncryption.STARTTLS));
        result.put("mail.smtp.starttls.required", String.valueOf(encryption == MailEncryption.STARTTLS));
        result.put("mail.smtp.ssl.enable", String.valueOf(encryption == MailEncryption.TLS));
        result.put("mail.smtp.ssl.checkserveridentity", "true");
        if (sockets != null) {
            result.put("mail.smtp.ssl.socketFactory", sockets.get());
            result.put("mail.smtp.ssl.socketFactory.fallback", "false");
        }
        // a transport that fails is closed without waiting for a farewell
        result.put("mail.smtp.quitwait", "false");
        // commands may hold more than ASCII where the server allows it
        result.put("mail.mime.allowutf8", "true");
        result.putAll(properties);
        // in chunks, it is not visible when the server has all of a message
        result.remove("mail.smtp.chunksize");
        // would print secrets
        result.keySet().removeIf(key -> key.toString().startsWith("mail.debug.auth"));
        return result;
    }

    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + ", " + encryption + ", properties=" + properties.keySet() + "]";
    }

    /**
     * Timeouts and the size of the pool.
     *
     * @param connectTimeout the timeout of establishing a network connection
     * @param readTimeout the timeout of a response
     * @param writeTimeout the timeout of a blocked write
     * @param maxTransports the maximum number of open transports
     * @param maxWait how long a message waits for a transport
     */
    public record Bounds(
            Duration connectTimeout, Duration readTimeout, Duration writeTimeout, int maxTransports, Duration maxWait) {

        /**
         * Five seconds to connect, a minute to read and to write, four transports, for which messages wait up to 30
         * seconds.
         */
        public static final Bounds DEFAULTS = new Bounds(
                Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(1), 4, Duration.ofSeconds(30));

        /** How long each answer to a login may take: an attempt is given up when connecting takes longer. */
        Duration longestLoginAnswer() {
            return (connectTimeout.compareTo(readTimeout) < 0) ? connectTimeout : readTimeout;
        }
    }
}
