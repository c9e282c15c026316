package dev.connections.samples.ownstarter.chat;

import java.io.IOException;

/** Says things in capital letters. */
public final class Announcements {

    private final ChatConnection chat;

    Announcements(ChatConnection chat) {
        this.chat = chat;
    }

    /** Says a text. */
    public void announce(String text) throws IOException {
        chat.post("*** " + text + " ***");
    }
}
