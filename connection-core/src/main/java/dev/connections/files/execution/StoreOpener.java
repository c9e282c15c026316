package dev.connections.files.execution;

import dev.connections.credentials.Credentials;
import dev.connections.files.store.FileStore;
import dev.connections.files.store.RequestRetry;

/** Opens the client of a store. Sends no request. */
@FunctionalInterface
public interface StoreOpener {

    /**
     * @param credentials the user and secret; {@link Credentials#none()} if none are configured
     * @param retry retries of parts of large writes
     */
    FileStore open(Credentials credentials, RequestRetry retry) throws Exception;
}
