package dev.connections.mail.smtp;

import dev.connections.credentials.Credentials;
import dev.connections.mail.MailDeliveryException;
import dev.connections.mail.MailDeliveryException.Delivery;
import dev.connections.mail.MailDeliveryException.RetryAdvice;
import dev.connections.mail.smtp.PooledSmtpTransport.Stage;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates failures of an SMTP server to exceptions. Immutable. */
record SmtpExceptionTranslator(String connection, Credentials credentials) {

    /** The server closes the connection (RFC 5321, section 3.8). */
    static final int GOING_AWAY = 421;

    private static final int MAX_SHOWN = 300;

    private static final int SHORTEST_SECRET = 4;

    /** A message was not accepted, or its state is unknown. */
    MailDeliveryException notSent(PooledSmtpTransport transport, Exception failure) {
        List<String> refused = (failure instanceof SendFailedException sent)
                ? PooledSmtpTransport.addresses(sent.getInvalidAddresses())
                : List.of();
        int status = transport.refusal();
        if (transport.stage() == Stage.COMPLETE) {
            return exception(
                    "the message was sent, but no answer came, so nobody knows whether it was taken. It is not sent"
                            + " again unless 'retry.at-least-once' allows it",
                    0,
                    Delivery.UNKNOWN,
                    RetryAdvice.RECONNECT,
                    refused,
                    failure);
        }
        if (status == 0) {
            return exception(
                    "the way to the server broke before the message was taken",
                    0,
                    Delivery.NOT_ACCEPTED,
                    RetryAdvice.RECONNECT,
                    refused,
                    failure);
        }
        RetryAdvice advice = transport.isPermanent()
                ? RetryAdvice.NEVER
                : (transport.stage() == Stage.ANSWERED)
                        ? RetryAdvice.LATER
                        : (status == GOING_AWAY) ? RetryAdvice.RECONNECT : RetryAdvice.PAUSE;
        return exception(
                "the server did not take the message, and says " + status + " " + transport.refusalText()
                        + (refused.isEmpty() ? "" : " of " + String.join(", ", refused)),
                status,
                Delivery.NOT_ACCEPTED,
                advice,
                refused,
                failure);
    }

    /** No transport could be had. */
    MailDeliveryException noTransport(String why, RetryAdvice advice, @Nullable Throwable failure) {
        return exception(why, 0, Delivery.NOT_ACCEPTED, advice, List.of(), failure);
    }

    /** The server cannot take such a message. */
    MailDeliveryException unable(String why) {
        return exception(why, 0, Delivery.NOT_ACCEPTED, RetryAdvice.NEVER, List.of(), null);
    }

    private MailDeliveryException exception(
            String what,
            int status,
            Delivery delivery,
            RetryAdvice advice,
            List<String> refused,
            @Nullable Throwable cause) {
        return new MailDeliveryException(
                connection, shown(what), status, delivery, advice, refused, (cause != null) ? harmless(cause) : null);
    }

    /** A text that a server may have written, without the secret. */
    String shown(String text) {
        String result = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        for (String secret : secrets()) {
            result = result.replace(secret, "******");
        }
        return (result.length() <= MAX_SHOWN) ? result : result.substring(0, MAX_SHOWN) + "…";
    }

    /** The failure itself, if neither it nor what caused it repeats the secret; otherwise one that says as much. */
    Exception harmless(Throwable failure) {
        for (Throwable some = failure; some != null; some = next(some)) {
            String message = String.valueOf(some.getMessage());
            if (secrets().stream().anyMatch(message::contains)) {
                return new MessagingException(shown(String.valueOf(failure.getMessage())));
            }
        }
        return (failure instanceof Exception exception) ? exception : new MessagingException(failure.toString());
    }

    private static @Nullable Throwable next(Throwable failure) {
        return (failure instanceof MessagingException messaging) ? messaging.getNextException() : failure.getCause();
    }

    /** As it is, and as it goes over the wire. */
    private List<String> secrets() {
        String user = String.valueOf(credentials.user());
        String secret = secret();
        return (secret == null || secret.length() < SHORTEST_SECRET)
                ? List.of()
                : List.of(
                        secret,
                        // answers are read as if they were Latin-1
                        new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                        base64(secret),
                        base64("\0" + user + "\0" + secret),
                        base64(user + "\0" + user + "\0" + secret),
                        base64("user=" + user + "\001auth=Bearer " + secret + "\001\001"));
    }

    private @Nullable String secret() {
        try {
            return credentials.secret();
        } catch (IllegalStateException ex) {
            // it was for one opening, and is gone
            return null;
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
