package dev.connections.autoconfigure.vault;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.CredentialsProperties;
import dev.connections.autoconfigure.environment.LivePropertySourceFactory;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.vault.config.VaultProperties;
import org.springframework.cloud.vault.config.VaultProperties.ConfigLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.vault.authentication.SessionManager;
import org.springframework.vault.core.VaultOperations;
import org.springframework.vault.core.lease.SecretLeaseContainer;

/** Auto-configuration of credentials that are kept in Vault, with the client that Spring Cloud Vault configures. */
@AutoConfiguration(
        after = ConnectionsAutoConfiguration.class,
        afterName = "org.springframework.cloud.vault.config.VaultAutoConfiguration")
@ConditionalOnClass({VaultProperties.class, SecretLeaseContainer.class})
@ConditionalOnBean(VaultOperations.class)
public final class VaultCredentialsAutoConfiguration {

    @Bean
    static VaultSecrets connectionSecretsInVault(
            VaultOperations vault,
            ObjectProvider<SessionManager> sessionManager,
            ObjectProvider<VaultProperties> properties) {
        ConfigLifecycle lifecycle =
                properties.getIfAvailable(VaultProperties::new).getConfig().getLifecycle();
        SessionManager session = sessionManager.getIfAvailable();
        return new VaultSecrets(vault, new LeaseContainers(vault, session, new VaultLogin(vault, session), lifecycle));
    }

    @Bean
    static LivePropertySourceFactory liveVaultSources(
            VaultSecrets secrets, ObjectProvider<SecretLeaseContainer> container, Environment environment) {
        Duration interval = Binder.get(environment)
                .bindOrCreate("connections.defaults.credentials.vault", CredentialsProperties.Vault.class)
                .pollInterval();
        return new LiveVaultSource.View(secrets, container, interval);
    }
}
