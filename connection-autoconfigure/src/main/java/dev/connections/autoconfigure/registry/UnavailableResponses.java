package dev.connections.autoconfigure.registry;

/** Which connections have {@code unavailable-response} on, as the web layer sees it. Thread-safe. */
@FunctionalInterface
public interface UnavailableResponses {

    /**
     * Whether a request that fails because the connection is unavailable gets a 503 response.
     *
     * @param name any spelling of the connection's name; {@code true} for one made at run time and since closed
     */
    boolean isWanted(String name);
}
