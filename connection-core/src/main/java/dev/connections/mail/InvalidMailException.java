package dev.connections.mail;

import org.springframework.mail.MailPreparationException;

/** A message cannot be sent as it is. Nothing was sent. */
public final class InvalidMailException extends MailPreparationException {

    private static final long serialVersionUID = 1L;

    private final String connectionName;

    private final String part;

    private final String problem;

    InvalidMailException(String connectionName, String part, String problem) {
        super("Connection '" + connectionName + "': '" + part + "' of the message " + problem);
        this.connectionName = connectionName;
        this.part = part;
        this.problem = problem;
    }

    /** The name of the connection. */
    public String connectionName() {
        return connectionName;
    }

    /** What is wrong: {@code to}, {@code cc}, {@code bcc}, {@code from}, {@code reply-to}, {@code subject}, {@code size}, or another part. */
    public String part() {
        return part;
    }

    /** What is wrong with the part, as the rest of a sentence. */
    public String problem() {
        return problem;
    }
}
