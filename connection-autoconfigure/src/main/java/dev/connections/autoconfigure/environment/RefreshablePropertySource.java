package dev.connections.autoconfigure.environment;

import dev.connections.credentials.Credentials;

/** A fresh property source that keeps what it has read for a while. Thread-safe. */
public interface RefreshablePropertySource {

    /**
     * Makes the next look-up of a property read it again, if it holds credentials that were refused. Does not block.
     */
    void refresh(Credentials refused);
}
