package dev.connections.autoconfigure.vault;

import dev.connections.autoconfigure.environment.LivePropertySourceFactory;
import dev.connections.autoconfigure.environment.RefreshablePropertySource;
import dev.connections.credentials.Credentials;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.vault.core.env.LeaseAwareVaultPropertySource;
import org.springframework.vault.core.lease.SecretLeaseContainer;
import org.springframework.vault.support.JsonMapFlattener;

/**
 * What a property source of Vault would hold if it were loaded now. Spring Vault follows leases by itself, but reads a
 * key-value secret only once. Vault is called only when a property is looked up that the source has, and at an
 * interval, or when the target has refused what the source holds.
 *
 * <p>A source may put something before the keys of its secret. That is unknown, so a property takes the value of
 * the longest key that it ends with.
 */
final class LiveVaultSource extends EnumerablePropertySource<LeaseAwareVaultPropertySource>
        implements RefreshablePropertySource {

    private static final Logger logger = LoggerFactory.getLogger(LiveVaultSource.class);

    private final VaultSecrets secrets;

    private final VaultSecret secret;

    private final ObjectProvider<SecretLeaseContainer> container;

    private final RequestBackoff rate = new RequestBackoff();

    /** The leased secret that was refused; {@code null} if none was. */
    private volatile @Nullable String refusedSecret;

    private LiveVaultSource(
            LeaseAwareVaultPropertySource source,
            VaultSecrets secrets,
            ObjectProvider<SecretLeaseContainer> container,
            Duration interval) {
        super(source.getName(), source);
        this.secrets = secrets;
        this.container = container;
        // What was loaded will do until then, also when Vault does not answer.
        this.secret = secrets.polled(path(), interval).startingWith(Map.of());
    }

    private String path() {
        return getSource().getRequestedSecret().getPath();
    }

    @Override
    public String[] getPropertyNames() {
        return getSource().getPropertyNames();
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Object loaded = getSource().getProperty(name);
        if (loaded == null) {
            return null;
        }
        if (!secrets.isKeyValue(path())) {
            replaceLease();
            return getSource().getProperty(name);
        }
        Map<String, Object> values = JsonMapFlattener.flatten(secret.read());
        return values.keySet().stream()
                .filter(name::endsWith)
                .max(Comparator.comparingInt(String::length))
                .map(values::get)
                .orElse(loaded);
    }

    @Override
    public void refresh(Credentials refused) {
        secret.invalidate(values -> true);
        if (holds(refused.secret())) {
            refusedSecret = refused.secret();
        }
    }

    private boolean holds(@Nullable String value) {
        return value != null
                && Arrays.stream(getPropertyNames())
                        .anyMatch(name -> value.equals(getSource().getProperty(name)));
    }

    /** Vault may have revoked the lease early, which Spring Vault notices only when it renews it. */
    private synchronized void replaceLease() {
        String refused = refusedSecret;
        if (refused == null || !rate.isDue()) {
            return;
        }
        SecretLeaseContainer leases = container.getIfAvailable();
        if (leases != null && holds(refused)) {
            try {
                leases.rotate(getSource().getRequestedSecret());
            } catch (RuntimeException ex) {
                logger.debug("The lease of the secret '{}' cannot be replaced", path(), ex);
            }
            rate.requested(!holds(refused));
        }
        if (leases == null || !holds(refused)) {
            refusedSecret = null;
        }
    }

    /** Makes them. */
    record View(VaultSecrets secrets, ObjectProvider<SecretLeaseContainer> container, Duration interval)
            implements LivePropertySourceFactory {

        @Override
        public @Nullable PropertySource<?> of(PropertySource<?> source) {
            return (source instanceof LeaseAwareVaultPropertySource leaseAware)
                    ? new LiveVaultSource(leaseAware, secrets, container, interval)
                    : null;
        }
    }
}
