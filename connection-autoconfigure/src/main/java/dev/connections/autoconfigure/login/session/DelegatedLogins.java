package dev.connections.autoconfigure.login.session;

import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.LoginId;
import dev.connections.login.form.LoginFailedException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Logs in users who are signed in to the application, with credentials that somebody else keeps. Safe for use by
 * several threads.
 */
public interface DelegatedLogins {

    /**
     * Opens the connection of the user who sent a request.
     *
     * @return whether there are credentials of that user
     * @throws LoginFailedException if it cannot be opened with them
     */
    boolean open(LoginTarget target, LoginId id, HttpServletRequest request) throws LoginFailedException;

    /** What is wrong with a registration, as the end of a sentence; {@code null} if nothing is. */
    @Nullable
    String problemWith(String registration);

    /** What the application is to throw, so that the user must sign in or consent. */
    RuntimeException consentRequired(LoginTarget target, HttpServletRequest request);
}
