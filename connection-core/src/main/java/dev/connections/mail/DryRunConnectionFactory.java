package dev.connections.mail;

import dev.connections.ConnectionFactory;
import dev.connections.Internal;
import dev.connections.credentials.Credentials;

/** Opens transports that send nothing and need no server. Thread-safe. */
@Internal
public final class DryRunConnectionFactory implements ConnectionFactory<MailTransport> {

    @Override
    public MailTransport connect(Credentials credentials) {
        return mail -> new MailReceipt(mail.messageId(), 0, "not sent: the connection runs dry");
    }

    @Override
    public boolean isOpen(MailTransport transport) {
        return true;
    }

    @Override
    public void close(MailTransport transport) {}
}
