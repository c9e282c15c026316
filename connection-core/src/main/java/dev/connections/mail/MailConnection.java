package dev.connections.mail;

import dev.connections.ConnectionBean;
import dev.connections.ManagedConnection;
import java.util.Collection;
import java.util.List;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * A connection that sends mail. Whichever way a message is sent, it is checked, waits for its turn if their number is limited, and
 * is sent again only where nobody can have got it already. Safe for use by several threads.
 *
 * <p>Methods that send throw {@link InvalidMailException} if the message itself is wrong, {@link MailDeliveryException} if it was not
 * taken or nobody knows, and {@link dev.connections.ConnectionUnavailableException} or
 * {@link dev.connections.CredentialsRefusedException} if the server is known to be away or to refuse the credentials.
 */
public interface MailConnection extends ManagedConnection<MailTransport> {

    /**
     * Begins a message.
     *
     * @param addresses who gets it, one address each, such as {@code jane@example.com} or {@code Jane Doe <jane@example.com>}
     */
    MailDraft to(String... addresses);

    /** Begins a message to nobody yet, for {@link MailDraft#sendAll}, or to blind copies alone. */
    default MailDraft draft() {
        return to();
    }

    /** Sends a text to one address. */
    default MailReceipt send(String to, String subject, String text) {
        return to(to).subject(subject).text(text).send();
    }

    /**
     * Sends a text to each of several addresses, in a message of its own, so that none sees the others. Goes on with the others if one
     * fails.
     *
     * @return what became of each, in order
     */
    default List<MailResult> sendAll(Collection<String> to, String subject, String text) {
        return draft().subject(subject).text(text).sendAll(to);
    }

    /** Spring's own interface on this connection. It stays the same whatever happens underneath. */
    @ConnectionBean(defaultCandidate = true)
    JavaMailSender javaMailSender();

    /**
     * What was sent while the connection runs dry.
     *
     * @throws IllegalStateException if the connection does send its messages
     */
    Outbox outbox();
}
