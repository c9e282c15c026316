package dev.connections.mail.smtp;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where an SMTP server is, and how it is talked to. Immutable. {@link #toString()} does not show the properties' values.
 *
 * @param host its host
 * @param port its port
 * @param encryption how the way there is encrypted
 * @param xoauth2 whether the secret is an OAuth2 access token
 * @param bounds how long it may take, and how many transports there may be
 * @param properties what to tell Jakarta Mail, by its names; wins over everything that is told it otherwise
 * @param sockets what makes encrypted sockets, asked for each transport; {@code null} for the JDK's
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

    /** A server with the default bounds. */
    public static SmtpSettings of(String host, int port, MailEncryption encryption) {
        return new SmtpSettings(host, port, encryption, false, Bounds.DEFAULTS, Map.of(), null);
    }

    /** The same with an access token for a secret. */
    public SmtpSettings withXoauth2() {
        return new SmtpSettings(host, port, encryption, true, bounds, properties, sockets);
    }

    /** The same with other bounds. */
    public SmtpSettings withBounds(Bounds newBounds) {
        return new SmtpSettings(host, port, encryption, xoauth2, newBounds, properties, sockets);
    }

    /** The same with other properties of Jakarta Mail. */
    public SmtpSettings withProperties(Map<String, String> newProperties) {
        return new SmtpSettings(host, port, encryption, xoauth2, bounds, newProperties, sockets);
    }

    /** The same with encrypted sockets of somebody else. */
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
     * How long it may take to talk to a server, and how many transports there may be.
     *
     * @param connectTimeout how long establishing a network connection may take
     * @param readTimeout how long the server may take for an answer
     * @param writeTimeout how long sending may be stuck
     * @param maxTransports how many transports are open at a time
     * @param maxWait how long a message waits for a transport
     */
    public record Bounds(
            Duration connectTimeout, Duration readTimeout, Duration writeTimeout, int maxTransports, Duration maxWait) {

        /** Five seconds to connect, a minute to read and to write, four transports, for which messages wait up to 30 seconds. */
        public static final Bounds DEFAULTS = new Bounds(
                Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(1), 4, Duration.ofSeconds(30));

        /** How long each answer to a login may take: an attempt is given up when connecting takes longer. */
        Duration longestLoginAnswer() {
            return (connectTimeout.compareTo(readTimeout) < 0) ? connectTimeout : readTimeout;
        }
    }
}
