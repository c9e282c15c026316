package dev.connections.mail;

import java.util.ArrayDeque;
import java.util.List;

/** What a connection that runs dry was to send, oldest first; the last thousand of it. Safe for use by several threads. */
public final class Outbox {

    private static final int MOST = 1000;

    private final ArrayDeque<CapturedMail> messages = new ArrayDeque<>();

    Outbox() {}

    synchronized void add(CapturedMail mail) {
        if (messages.size() == MOST) {
            messages.removeFirst();
        }
        messages.addLast(mail);
    }

    /** The messages, oldest first. */
    public synchronized List<CapturedMail> messages() {
        return List.copyOf(messages);
    }

    /**
     * The last message.
     *
     * @throws IllegalStateException if there is none
     */
    public synchronized CapturedMail last() {
        if (messages.isEmpty()) {
            throw new IllegalStateException("No message was sent");
        }
        return messages.getLast();
    }

    /** Forgets all messages. */
    public synchronized void clear() {
        messages.clear();
    }
}
