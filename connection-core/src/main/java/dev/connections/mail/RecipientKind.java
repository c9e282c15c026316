package dev.connections.mail;

import jakarta.mail.Message;
import java.util.Locale;

/** The kind of a recipient. */
public enum RecipientKind {
    TO(Message.RecipientType.TO),
    CC(Message.RecipientType.CC),
    BCC(Message.RecipientType.BCC);

    private final Message.RecipientType type;

    RecipientKind(Message.RecipientType type) {
        this.type = type;
    }

    public Message.RecipientType type() {
        return type;
    }

    /** What it is called in errors. */
    String part() {
        return name().toLowerCase(Locale.ROOT);
    }
}
