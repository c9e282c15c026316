package dev.connections.mail;

import org.springframework.mail.MailPreparationException;

/** Thrown when a message is invalid. Nothing was sent. */
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

    /** Returns the connection's name. */
    public String connectionName() {
        return connectionName;
    }

    /**
     * Returns the invalid part: {@code to}, {@code cc}, {@code bcc}, {@code from}, {@code reply-to}, {@code
     * subject}, {@code size}, or another.
     */
    public String part() {
        return part;
    }

    /** Returns the problem of the part, as the rest of a sentence. */
    public String problem() {
        return problem;
    }
}
