package dev.connections.mail.smtp;

import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Opens authenticated transports of one user. Immutable. */
final class SmtpLogin {

    private static final Pattern REFUSED = Pattern.compile("(?s)\\s*5\\d\\d\\b.*");

    private final String connection;

    private final SmtpSettings settings;

    private final Credentials credentials;

    private final @Nullable CredentialsProvider tokens;

    private final SmtpExceptionTranslator failures;

    SmtpLogin(String connection, SmtpSettings settings, Credentials credentials, @Nullable CredentialsProvider tokens) {
        this.connection = connection;
        this.settings = settings;
        this.credentials = credentials;
        this.tokens = tokens;
        this.failures = new SmtpExceptionTranslator(connection, credentials);
    }

    SmtpExceptionTranslator failures() {
        return failures;
    }

    /**
     * Opens a transport.
     *
     * @throws CredentialsRefusedException if the server rejects the user
     * @throws IllegalArgumentException if the server cannot be used as configured
     */
    PooledSmtpTransport open() throws Exception {
        if (tokens == null) {
            return open(credentials);
        }
        Credentials token = tokens.get();
        try {
            return openBy(token);
        } catch (CredentialsRefusedException ex) {
            // it may have been revoked before its time
            tokens.invalidate(token);
            return openBy(tokens.get());
        }
    }

    private PooledSmtpTransport openBy(Credentials token) throws Exception {
        Credentials byToken = Credentials.of(credentials.user(), token.secret());
        return new SmtpLogin(connection, settings, byToken, null).open();
    }

    private PooledSmtpTransport open(Credentials user) throws Exception {
        try {
            return PooledSmtpTransport.open(settings, user);
        } catch (AuthenticationFailedException ex) {
            throw refused(ex);
        } catch (MessagingException ex) {
            if (String.valueOf(ex.getMessage()).startsWith("STARTTLS is required")) {
                throw new IllegalArgumentException(
                        "the server at " + settings.host() + ":" + settings.port() + " does not offer STARTTLS. Set"
                                + " 'encryption' to 'tls' if it expects TLS at once, or to 'none' if it is on this"
                                + " machine",
                        ex);
            }
            if (ex.getNextException() instanceof SSLException cause) {
                throw new MessagingException(
                        "no encrypted way to the server at " + settings.host() + ":" + settings.port() + ": "
                                + cause.getMessage() + ". Check 'encryption' and 'ssl-bundle'",
                        cause);
            }
            throw failures.harmless(ex);
        }
    }

    /** A busy server, and one without a common mechanism, have not rejected the credentials. */
    private Exception refused(AuthenticationFailedException failure) {
        String answer = String.valueOf(failure.getMessage());
        Matcher refused = REFUSED.matcher(answer);
        if (refused.matches()) {
            return new CredentialsRefusedException(
                    connection,
                    "Connection '" + connection + "': the server refused the user '" + credentials.user() + "': "
                            + failures.shown(answer),
                    failures.harmless(failure));
        }
        if (answer.startsWith("No authentication mechanisms")) {
            return new IllegalArgumentException(
                    "the server at " + settings.host() + ":" + settings.port() + " offers no way to log in that is"
                            + " known here"
                            + (settings.xoauth2() ? ": it does not take access tokens (XOAUTH2)" : ""),
                    failure);
        }
        return failures.harmless(failure);
    }
}
