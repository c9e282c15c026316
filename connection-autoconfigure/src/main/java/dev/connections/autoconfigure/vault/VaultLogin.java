package dev.connections.autoconfigure.vault;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.vault.VaultException;
import org.springframework.vault.authentication.LifecycleAwareSessionManager;
import org.springframework.vault.authentication.SessionManager;
import org.springframework.vault.core.VaultOperations;
import org.springframework.web.client.HttpStatusCodeException;

/**
 * The login of the application at Vault. Vault answers 403 both to a token that has expired or was revoked and to a
 * token without permission. Only the first is replaced, by another login. Thread-safe.
 */
final class VaultLogin {

    private final VaultOperations vault;

    private final @Nullable SessionManager session;

    /** The number of tokens that have been replaced. */
    private volatile int replaced;

    /**
     * @param session what holds the token, or {@code null} if that is unknown, so that no token can be replaced
     */
    VaultLogin(VaultOperations vault, @Nullable SessionManager session) {
        this.vault = vault;
        this.session = session;
    }

    /** Sends a request, and once more with another token if Vault no longer knows the present one. */
    <T extends @Nullable Object> T retrying(Supplier<T> request) {
        int before = replaced;
        try {
            return request.get();
        } catch (VaultException ex) {
            if (replacesToken(ex, before)) {
                return request.get();
            }
            throw ex;
        }
    }

    /** The number of tokens that have been replaced so far. */
    int replaced() {
        return replaced;
    }

    /**
     * Drops the token if a request failed because Vault no longer knows it: the next request logs in.
     *
     * @param before {@link #replaced()} before the request
     * @return whether the request can be repeated with another token
     */
    synchronized boolean replacesToken(Throwable failure, int before) {
        if (!isForbidden(failure) || !(session instanceof LifecycleAwareSessionManager manager)) {
            return false;
        }
        if (replaced == before) {
            if (isKnown() || manager.renewToken()) {
                return false;
            }
            replaced++;
        }
        return true;
    }

    private boolean isKnown() {
        try {
            vault.doWithSession(operations -> operations.getForObject("auth/token/lookup-self", Map.class));
            return true;
        } catch (RuntimeException ex) {
            return !isForbidden(ex);
        }
    }

    private static boolean isForbidden(Throwable failure) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof HttpStatusCodeException status && status.getStatusCode() == HttpStatus.FORBIDDEN) {
                return true;
            }
        }
        return false;
    }
}
