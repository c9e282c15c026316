package dev.connections.autoconfigure.vault;

import dev.connections.autoconfigure.CredentialsProperties;
import dev.connections.autoconfigure.SecretStore;
import dev.connections.credentials.CredentialsProvider;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.vault.VaultException;
import org.springframework.vault.core.VaultOperations;
import org.springframework.vault.core.util.KeyValueDelegate;
import org.springframework.vault.core.util.KeyValueDelegate.MountInfo;
import org.springframework.vault.support.VaultResponse;

/** The secrets in Vault that connections use. Connections with the same path share the secret, and its lease. */
final class VaultSecrets implements SecretStore, DisposableBean {

    private final VaultOperations vault;

    private final KeyValueDelegate keyValues;

    private final LeaseContainers containers;

    private final Map<String, LeasedSecret> leased = new ConcurrentHashMap<>();

    VaultSecrets(VaultOperations vault, LeaseContainers containers) {
        this.vault = vault;
        this.keyValues = new KeyValueDelegate(vault, ConcurrentHashMap::new);
        this.containers = containers;
    }

    @Override
    public CredentialsProvider provider(
            String connection, CredentialsProperties.Vault settings, CredentialsProvider configured) {
        String path = String.valueOf(settings.path());
        return new VaultCredentialsProvider(connection, secret(path, settings.pollInterval()), settings, configured);
    }

    private VaultSecret secret(String path, Duration pollInterval) {
        PolledSecret polled = polled(path, pollInterval);
        // Which of the two it is, Vault knows: a key-value store may have paths like that as well.
        return path.contains("/creds/") ? new KnownByVault(path, polled) : polled;
    }

    private LeasedSecret leased(String path) {
        return leased.computeIfAbsent(path, any -> new LeasedSecret(path, containers));
    }

    /** A secret that is read at an interval. */
    PolledSecret polled(String path, Duration interval) {
        return new PolledSecret(path, interval, () -> read(path));
    }

    /** Whether the path is one of a key-value store, of any version. */
    boolean isKeyValue(String path) {
        MountInfo mount = keyValues.getMountInfo(path);
        return mount.isAvailable()
                && mount.getOptions() != null
                && mount.getOptions().containsKey("version");
    }

    private Map<String, Object> read(String path) {
        VaultResponse response = containers
                .login()
                .retrying(() -> keyValues.isVersioned(path) ? keyValues.getSecret(path) : vault.read(path));
        if (response == null || response.getData() == null) {
            throw new VaultException("Vault has no secret '" + path + "'");
        }
        return response.getData();
    }

    @Override
    public void destroy() {
        leased.values().forEach(LeasedSecret::close);
    }

    private final class KnownByVault implements VaultSecret {

        private final String path;

        private final PolledSecret polled;

        private KnownByVault(String path, PolledSecret polled) {
            this.path = path;
            this.polled = polled;
        }

        @Override
        public Map<String, Object> read() {
            return secret().read();
        }

        @Override
        public void invalidate(Predicate<Map<String, Object>> present) {
            polled.invalidate(present);
            LeasedSecret lease = leased.get(path);
            if (lease != null) {
                lease.invalidate(present);
            }
        }

        @Override
        public boolean makesUsers() {
            return secret().makesUsers();
        }

        private VaultSecret secret() {
            return isKeyValue(path) ? polled : leased(path);
        }
    }
}
