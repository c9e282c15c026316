package dev.connections.credentials;

/**
 * Says who a connection is opened as. It is asked at each opening, never less often, so what it answers may change with
 * time.
 *
 * <p>Implementations are called by several threads.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * The credentials to open with now.
     *
     * @throws Exception when they cannot be had; the opening fails with it as its cause
     */
    Credentials get() throws Exception;

    /** A provider that always gives the same credentials. */
    static CredentialsProvider of(Credentials credentials) {
        return () -> credentials;
    }
}
