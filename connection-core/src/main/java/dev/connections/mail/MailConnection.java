package dev.connections.mail;

import dev.connections.ConnectionBean;
import dev.connections.ManagedConnection;
import java.util.Collection;
import java.util.List;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * A connection that sends mail. Each message is validated, waits for the rate limit, and is retried only where it
 * cannot be delivered twice. Thread-safe.
 *
 * <p>Methods that send throw {@link InvalidMailException} if the message is invalid, {@link MailDeliveryException}
 * if it was rejected or its delivery is unknown, and {@link dev.connections.ConnectionUnavailableException} or
 * {@link dev.connections.CredentialsRefusedException} if the server is known to be unavailable or to refuse the
 * credentials.
 */
public interface MailConnection extends ManagedConnection<MailTransport> {

    /**
     * Creates a message.
     *
     * @param addresses the recipients, one address each, such as {@code jane@example.com} or {@code Jane Doe
     *     <jane@example.com>}
     * @throws InvalidMailException if an address is invalid
     */
    MailDraft to(String... addresses);

    /** Creates a message without recipients, for {@link MailDraft#sendAll} or for blind copies only. */
    default MailDraft draft() {
        return to();
    }

    /**
     * Sends a plain text to one address.
     *
     * @throws InvalidMailException if the message is invalid
     * @throws MailDeliveryException if it was rejected, or its delivery is unknown
     */
    default MailReceipt send(String to, String subject, String text) {
        return to(to).subject(subject).text(text).send();
    }

    /**
     * Sends a plain text to several addresses, in one message each, so that recipients do not see each other. A
     * failure does not stop the others.
     *
     * @return the result for each address, in order
     */
    default List<MailResult> sendAll(Collection<String> to, String subject, String text) {
        return draft().subject(subject).text(text).sendAll(to);
    }

    /** Returns Spring's {@code JavaMailSender} on this connection: always the same object. */
    @ConnectionBean(defaultCandidate = true)
    JavaMailSender javaMailSender();

    /**
     * Returns the messages of a dry run.
     *
     * @throws IllegalStateException if {@code dry-run} is off
     */
    Outbox outbox();
}
