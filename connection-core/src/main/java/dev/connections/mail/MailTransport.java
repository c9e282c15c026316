package dev.connections.mail;

/**
 * The resource of a mail connection: delivers messages, in one attempt each. The connection limits and retries.
 * Must be thread-safe.
 */
public interface MailTransport {

    /**
     * Delivers a message.
     *
     * @throws MailDeliveryException if it was rejected, or its delivery is unknown
     */
    MailReceipt deliver(OutgoingMail mail);
}
