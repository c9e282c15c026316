package dev.connections.mail;

import dev.connections.Internal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;

/**
 * Thrown when the server rejects a message, or when it is unknown whether it accepted it. The message holds no
 * credentials.
 */
public final class MailDeliveryException extends MailSendException {

    private static final long serialVersionUID = 1L;

    private final String connectionName;

    private final int status;

    private final Delivery delivery;

    private final RetryAdvice advice;

    private final List<String> refusedAddresses;

    /**
     * Creates an exception. None of its texts may hold a secret: they are not masked here.
     *
     * @param what the rest of the message
     * @param status the status of the server; 0 if there is none
     * @param delivery whether the message has been delivered
     * @param advice what can help
     * @param refusedAddresses the addresses that the server refused; empty if there are none
     * @param cause the failure underneath; {@code null} if there is none
     */
    @Internal
    public MailDeliveryException(
            String connectionName,
            String what,
            int status,
            Delivery delivery,
            RetryAdvice advice,
            List<String> refusedAddresses,
            @Nullable Throwable cause) {
        super("Connection '" + connectionName + "': " + what, cause);
        this.connectionName = connectionName;
        this.status = status;
        this.delivery = delivery;
        this.advice = advice;
        this.refusedAddresses = List.copyOf(refusedAddresses);
    }

    /** Returns the connection's name. */
    public String connectionName() {
        return connectionName;
    }

    /** Returns the server's status code, such as 550 by SMTP or 400 by SendGrid; 0 if it did not respond. */
    public int status() {
        return status;
    }

    /** Returns whether the message may have been delivered. A retry may then deliver it twice. */
    public boolean mayBeDelivered() {
        return delivery == Delivery.UNKNOWN;
    }

    /** Returns whether a later retry may succeed. */
    public boolean isTransient() {
        return advice != RetryAdvice.NEVER;
    }

    /** Returns the rejected recipients; empty if the failure is not about recipients. */
    public List<String> refusedAddresses() {
        return refusedAddresses;
    }

    Delivery delivery() {
        return delivery;
    }

    RetryAdvice advice() {
        return advice;
    }

    /** Whether the server accepted the message. */
    @Internal
    public enum Delivery {

        /** The server did not accept it. */
        NOT_ACCEPTED,

        /** All of it was sent, and there was no response. */
        UNKNOWN
    }

    /** When a retry may succeed. */
    @Internal
    public enum RetryAdvice {

        /** At once, on another connection. */
        RECONNECT,

        /** After a pause. */
        PAUSE,

        /** Later, by the caller only: the server had the whole message before it rejected it. */
        LATER,

        /** Never. */
        NEVER
    }
}
