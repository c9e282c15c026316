package dev.connections.samples.ownstarter;

import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import java.io.IOException;

/** A virus scanner. */
public final class ClamavConnection extends DelegatingConnection<Clamd> {

    ClamavConnection(ManagedConnection<Clamd> connection) {
        super(connection);
    }

    /** Returns whether the scanner finds nothing in a content. */
    public boolean isClean(byte[] content) throws IOException {
        return call(clamd -> clamd.isClean(content));
    }
}
