package dev.connections.mail;

import java.util.ArrayDeque;
import java.util.List;

/** The last 1000 messages of a dry run, oldest first. Thread-safe. */
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

    /** Returns the messages, oldest first. */
    public synchronized List<CapturedMail> messages() {
        return List.copyOf(messages);
    }

    /**
     * Returns the last message.
     *
     * @throws IllegalStateException if there is none
     */
    public synchronized CapturedMail last() {
        if (messages.isEmpty()) {
            throw new IllegalStateException("No message was sent");
        }
        return messages.getLast();
    }

    /** Removes all messages. */
    public synchronized void clear() {
        messages.clear();
    }
}
