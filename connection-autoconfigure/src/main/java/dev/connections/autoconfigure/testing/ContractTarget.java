package dev.connections.autoconfigure.testing;

import java.util.Map;

/** A server that {@link ConnectionTypeContract} stops and starts. It is running at first. */
public interface ContractTarget extends AutoCloseable {

    /**
     * Returns the settings of a connection to the server, by key: {@code url}, {@code username}. {@code type} may be
     * left out.
     */
    Map<String, String> settings();

    /** Stops the server. All its network connections end. */
    void stop() throws Exception;

    /** Starts the server again, at the same address. */
    void start() throws Exception;

    /** Stops the server for good. Called once, whether it is running or not. */
    @Override
    void close() throws Exception;
}
