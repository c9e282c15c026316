package dev.connections.autoconfigure.rest;

import dev.connections.rest.RequestAuthorization;
import dev.connections.rest.RestTimeouts;

/** What requests carry that get their tokens elsewhere. */
interface RequestAuthorizations {

    /**
     * What requests carry by a registration.
     *
     * @param registration its id
     * @param connection the connection's name
     * @param timeouts the time limits of requests for tokens
     * @throws IllegalArgumentException if there is none of that id; the message names the property and the remedy
     */
    RequestAuthorization of(String registration, String connection, RestTimeouts timeouts);

    /** Whether its tokens are those of the user who is signed in, rather than of the application. */
    boolean isOfUsers(String registration);
}
