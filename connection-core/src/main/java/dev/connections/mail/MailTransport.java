package dev.connections.mail;

/**
 * The resource of a mail connection: what hands messages over. It makes one attempt; limits and repetition are the connection's. Safe
 * for use by several threads.
 */
public interface MailTransport {

    /**
     * Hands a message over, once.
     *
     * @throws MailDeliveryException if it was not taken, or nobody knows
     */
    MailReceipt deliver(OutgoingMail mail);
}
