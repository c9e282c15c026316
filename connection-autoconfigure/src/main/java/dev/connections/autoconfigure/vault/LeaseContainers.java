package dev.connections.autoconfigure.vault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.vault.config.VaultProperties.ConfigLifecycle;
import org.springframework.vault.authentication.SessionManager;
import org.springframework.vault.authentication.event.AuthenticationEventMulticaster;
import org.springframework.vault.core.VaultOperations;
import org.springframework.vault.core.lease.SecretLeaseContainer;
import org.springframework.vault.core.lease.event.LeaseListenerAdapter;

/**
 * Makes containers of leases. They follow the lifecycle that is configured for Spring Cloud Vault's own container,
 * which there is not always one of.
 *
 * @param vault what they ask
 * @param session whose logins the leases belong to, or {@code null}
 * @param login replaces a token that Vault no longer knows
 * @param lifecycle how they renew
 */
record LeaseContainers(
        VaultOperations vault, @Nullable SessionManager session, VaultLogin login, ConfigLifecycle lifecycle) {

    private static final Logger logger = LoggerFactory.getLogger(LeaseContainers.class);

    /** A container that is not yet started, and tells all to the listener. */
    SecretLeaseContainer make(LeaseListenerAdapter listener) {
        SecretLeaseContainer container = new SecretLeaseContainer(vault);
        container.addLeaseListener(listener);
        container.addErrorListener(listener);
        if (session instanceof AuthenticationEventMulticaster logins) {
            // Leases end with the login that they were made by.
            logins.addAuthenticationListener(container.getAuthenticationListener());
            logins.addErrorListener(container.getAuthenticationErrorListener());
        }
        if (lifecycle.getMinRenewal() != null) {
            container.setMinRenewal(lifecycle.getMinRenewal());
        }
        if (lifecycle.getExpiryThreshold() != null) {
            container.setExpiryThreshold(lifecycle.getExpiryThreshold());
        }
        if (lifecycle.getLeaseEndpoints() != null) {
            container.setLeaseEndpoints(lifecycle.getLeaseEndpoints());
        }
        container.afterPropertiesSet();
        return container;
    }

    /** Stops renewals. The container no longer follows logins either, after which it would request a secret. */
    void stop(SecretLeaseContainer container) {
        if (session instanceof AuthenticationEventMulticaster logins) {
            logins.removeAuthenticationListener(container.getAuthenticationListener());
            logins.removeErrorListener(container.getAuthenticationErrorListener());
        }
        container.stop();
    }

    /** Gives the leases of a container back, and forgets it. */
    void destroy(SecretLeaseContainer container) {
        stop(container);
        try {
            container.destroy();
        } catch (Exception ex) {
            logger.warn("Leases could not be revoked in Vault", ex);
        }
    }
}
