package dev.connections.autoconfigure.vault;

import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.vault.VaultException;
import org.springframework.vault.core.lease.SecretLeaseContainer;
import org.springframework.vault.core.lease.domain.RequestedSecret;
import org.springframework.vault.core.lease.event.LeaseListenerAdapter;
import org.springframework.vault.core.lease.event.SecretLeaseCreatedEvent;
import org.springframework.vault.core.lease.event.SecretLeaseEvent;
import org.springframework.vault.core.lease.event.SecretNotFoundEvent;

/**
 * A secret that Vault generates and leases. A container of Spring Vault renews the lease, and requests another secret
 * before the lease ends, or when Vault no longer knows it. After any other failure of a renewal, and when the secret is
 * invalidated, another container takes over as soon as Vault responds. Until then the secret stays in use. The last
 * lease is revoked at the end, not before: what was opened with an older secret may still be in use.
 *
 * <p>Each secret is a user of the database. So at most one is requested at a time, and ever fewer when none lasts.
 */
final class LeasedSecret implements VaultSecret {

    private static final Logger logger = LoggerFactory.getLogger(LeasedSecret.class);

    private final RequestedSecret secret;

    private final LeaseContainers containers;

    private final CopyOnWriteArrayList<SecretLeaseContainer> used = new CopyOnWriteArrayList<>();

    private volatile @Nullable SecretLeaseCreatedEvent known;

    /** Why another secret is to be requested; {@code null} while the known one is good. */
    private volatile @Nullable Exception failure;

    private volatile @Nullable Listener current;

    private final RequestBackoff rate = new RequestBackoff();

    LeasedSecret(String path, LeaseContainers containers) {
        this.secret = RequestedSecret.rotating(path);
        this.containers = containers;
    }

    @Override
    public boolean makesUsers() {
        return true;
    }

    @Override
    public void invalidate(Predicate<Map<String, Object>> present) {
        SecretLeaseCreatedEvent before = known;
        if (before != null && failure == null && present.test(before.getSecrets())) {
            failure = new VaultException("other credentials are needed");
            logger.info("The secret '{}' was invalidated, and another is requested", secret.getPath());
        }
    }

    @Override
    public Map<String, Object> read() {
        SecretLeaseCreatedEvent before = known;
        return (before != null && failure == null) ? before.getSecrets() : obtain();
    }

    private synchronized Map<String, Object> obtain() {
        SecretLeaseCreatedEvent before = known;
        if (before == null || (failure != null && rate.isDue())) {
            request();
        }
        SecretLeaseCreatedEvent now = known;
        if (now == null) {
            throw new VaultException("Vault returned no secret '" + secret.getPath() + "'", failure);
        }
        return now.getSecrets();
    }

    private void request() {
        int tokens = containers.login().replaced();
        // before there is another: a new login would make each of them request a secret
        used.forEach(containers::stop);
        Exception failed = start();
        if (failed != null && containers.login().replacesToken(failed, tokens)) {
            failed = start();
        }
        rate.requested(failed == null);
    }

    private @Nullable Exception start() {
        Listener listener = new Listener();
        SecretLeaseContainer container = containers.make(listener);
        current = listener;
        container.start();
        container.addRequestedSecret(secret);
        Exception failed = listener.failed;
        if (failed == null) {
            used.add(container);
        } else {
            current = null;
            containers.destroy(container);
        }
        return failed;
    }

    /** Gives the leases back. */
    void close() {
        current = null;
        used.forEach(containers::destroy);
    }

    /** Listens to one container until another takes over. */
    private final class Listener extends LeaseListenerAdapter {

        private volatile @Nullable Exception failed;

        @Override
        public void onLeaseEvent(SecretLeaseEvent event) {
            if (current != this) {
                return;
            }
            if (event instanceof SecretLeaseCreatedEvent created) {
                known = created;
                failure = null;
                failed = null;
            } else if (event instanceof SecretNotFoundEvent) {
                lost(new VaultException("there is nothing at that path"));
            }
        }

        /** Also called for a lease that the container has replaced by then. */
        @Override
        public void onLeaseError(SecretLeaseEvent event, Exception exception) {
            SecretLeaseCreatedEvent before = known;
            boolean concernsRequest = !event.getLease().hasLeaseId();
            if (current == this
                    && (before == null
                            || concernsRequest
                            || event.getLease()
                                    .getLeaseId()
                                    .equals(before.getLease().getLeaseId()))) {
                lost(exception);
            }
        }

        private void lost(Exception reason) {
            if (failure == null && known != null) {
                logger.warn(
                        "The lease of the secret '{}' is lost, and another is requested: {}",
                        secret.getPath(),
                        reason.getMessage());
            }
            failure = reason;
            failed = reason;
        }
    }
}
