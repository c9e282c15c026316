package dev.connections.autoconfigure.vault;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.vault.VaultException;
import org.springframework.vault.core.lease.SecretLeaseContainer;
import org.springframework.vault.core.lease.domain.RequestedSecret;
import org.springframework.vault.core.lease.event.LeaseListenerAdapter;
import org.springframework.vault.core.lease.event.SecretLeaseCreatedEvent;
import org.springframework.vault.core.lease.event.SecretLeaseEvent;
import org.springframework.vault.core.lease.event.SecretLeaseExpiredEvent;
import org.springframework.vault.core.lease.event.SecretNotFoundEvent;

/**
 * A secret that Vault makes for us and leases. A container of Spring Vault renews the lease, and gets another secret before
 * it ends. It gives up at the first failure; then another container takes over as soon as Vault answers, and the secret goes
 * on meanwhile. All leases are given back at the end, not before: what was opened with an old secret may still be in use.
 */
final class LeasedSecret implements VaultSecret {

    private static final Logger logger = LoggerFactory.getLogger(LeasedSecret.class);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

    private final RequestedSecret secret;

    private final LeaseContainers containers;

    private final CopyOnWriteArrayList<SecretLeaseContainer> used = new CopyOnWriteArrayList<>();

    private volatile @Nullable Map<String, Object> known;

    private volatile @Nullable Exception failure;

    private long lastAttempt;

    LeasedSecret(String path, LeaseContainers containers) {
        this.secret = RequestedSecret.rotating(path);
        this.containers = containers;
    }

    @Override
    public boolean makesUsers() {
        return true;
    }

    @Override
    public Map<String, Object> read() {
        Map<String, Object> before = known;
        if (before != null && failure == null) {
            return before;
        }
        return obtain();
    }

    private synchronized Map<String, Object> obtain() {
        Map<String, Object> before = known;
        boolean tooEarly = System.nanoTime() - lastAttempt < BETWEEN_ATTEMPTS.toNanos();
        if (before != null && (failure == null || tooEarly)) {
            return before;
        }
        lastAttempt = System.nanoTime();
        request();
        Map<String, Object> now = known;
        if (now == null) {
            throw new VaultException("Vault gives no secret '" + secret.getPath() + "'", failure);
        }
        return now;
    }

    private void request() {
        SecretLeaseContainer container = containers.make(new Listener());
        failure = null;
        container.start();
        container.addRequestedSecret(secret);
        if (failure == null) {
            used.forEach(SecretLeaseContainer::stop);
            used.add(container);
        } else {
            containers.destroy(container);
        }
    }

    /** Gives the leases back. */
    void close() {
        used.forEach(containers::destroy);
    }

    private final class Listener extends LeaseListenerAdapter {

        @Override
        public void onLeaseEvent(SecretLeaseEvent event) {
            if (event instanceof SecretLeaseCreatedEvent created) {
                known = created.getSecrets();
                failure = null;
            } else if (event instanceof SecretNotFoundEvent) {
                failure = new VaultException("there is nothing at that path");
            } else if (event instanceof SecretLeaseExpiredEvent) {
                lost(new VaultException("its lease has expired"));
            }
        }

        @Override
        public void onLeaseError(SecretLeaseEvent event, Exception exception) {
            lost(exception);
        }

        private void lost(Exception reason) {
            if (failure == null && known != null) {
                logger.warn(
                        "The lease of the secret '{}' is lost, and another is asked for: {}",
                        secret.getPath(),
                        reason.getMessage());
            }
            failure = reason;
        }
    }
}
