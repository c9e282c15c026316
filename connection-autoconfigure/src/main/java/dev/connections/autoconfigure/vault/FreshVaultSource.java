package dev.connections.autoconfigure.vault;

import dev.connections.autoconfigure.FreshView;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.vault.core.env.LeaseAwareVaultPropertySource;
import org.springframework.vault.support.JsonMapFlattener;

/**
 * What a property source of Vault would hold if it were loaded now. Spring Vault follows leases by itself, but reads a
 * key-value secret only once. Vault is asked only when a property is looked up that the source has, and at an interval.
 *
 * <p>A source may put something before the keys of its secret. That cannot be asked for, so a property takes the value of
 * the longest key that it ends with.
 */
final class FreshVaultSource extends EnumerablePropertySource<LeaseAwareVaultPropertySource> {

    private final VaultSecrets secrets;

    private final VaultSecret secret;

    private FreshVaultSource(LeaseAwareVaultPropertySource source, VaultSecrets secrets, Duration interval) {
        super(source.getName(), source);
        this.secrets = secrets;
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
        if (loaded == null || !secrets.isKeyValue(path())) {
            return loaded;
        }
        Map<String, Object> values = JsonMapFlattener.flatten(secret.read());
        return values.keySet().stream()
                .filter(name::endsWith)
                .max(Comparator.comparingInt(String::length))
                .map(values::get)
                .orElse(loaded);
    }

    /** Makes them. */
    record View(VaultSecrets secrets, Duration interval) implements FreshView {

        @Override
        public @Nullable PropertySource<?> of(PropertySource<?> source) {
            return (source instanceof LeaseAwareVaultPropertySource leaseAware)
                    ? new FreshVaultSource(leaseAware, secrets, interval)
                    : null;
        }
    }
}
