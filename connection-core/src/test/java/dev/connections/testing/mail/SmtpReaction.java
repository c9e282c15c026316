package dev.connections.testing.mail;

import org.jspecify.annotations.Nullable;

/**
 * What a server does instead of what is expected.
 *
 * @param answer what it says; {@code null} if it drops the connection without a word
 * @param drop whether it drops the connection
 */
public record SmtpReaction(@Nullable String answer, boolean drop) {

    /** Closes the connection. */
    public static final SmtpReaction DROP = new SmtpReaction(null, true);

    /** Answers, and goes on. */
    public static SmtpReaction answer(String answer) {
        return new SmtpReaction(answer, false);
    }

    /** Answers, and closes the connection. */
    public static SmtpReaction answerAndDrop(String answer) {
        return new SmtpReaction(answer, true);
    }
}
