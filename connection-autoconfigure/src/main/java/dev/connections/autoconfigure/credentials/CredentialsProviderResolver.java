package dev.connections.autoconfigure.credentials;

import dev.connections.autoconfigure.CredentialsProperties;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.SecretStore;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import dev.connections.autoconfigure.beans.CredentialsProviderBeans;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Decides where the credentials of a connection come from: a bean of the application, Vault, or else the
 * properties.
 */
public final class CredentialsProviderResolver {

    private final ConfigurableListableBeanFactory beanFactory;

    private final LiveEnvironment environment;

    public CredentialsProviderResolver(ConfigurableListableBeanFactory beanFactory, LiveEnvironment environment) {
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    /**
     * The provider for one connection.
     *
     * @param settings what stands before the environment, or {@code null}
     * @param ofType the credentials that the properties of the connection's type hold; {@code null} for those of
     *     the URL
     * @param provider the provider of the connection's type; {@code null} for credentials in properties
     */
    public CredentialsProvider of(
            ConfiguredConnection connection,
            @Nullable ConfigurationPropertySource settings,
            Function<@Nullable Object, @Nullable Credentials> ofType,
            @Nullable CredentialsProvider provider) {
        String bean = CredentialsProviderBeans.of(beanFactory).beanOf(connection.name());
        if (bean != null) {
            outlive(bean);
            return beanFactory.getBean(bean, CredentialsProvider.class);
        }
        CredentialsProvider configured = new ConsistentCredentialsProvider(
                connection.name().value(),
                new PropertiesCredentialsReader(connection, environment, settings, ofType),
                environment::refresh);
        CredentialsProperties.Vault vault = connection.common().credentials().vault();
        if (vault.path() != null) {
            return store(connection).provider(connection.name().value(), vault, configured);
        }
        return (provider != null) ? provider : configured;
    }

    private SecretStore store(ConfiguredConnection connection) {
        SecretStore store = beanFactory.getBeanProvider(SecretStore.class).getIfAvailable();
        if (store == null) {
            throw InvalidConnectionsException.of(
                    connection.name(),
                    "credentials.vault.path",
                    "is set, but there is no client of Vault. Add the dependency"
                            + " org.springframework.cloud:spring-cloud-starter-vault-config, and set"
                            + " 'spring.cloud.vault.uri'.");
        }
        for (String bean : beanFactory.getBeanNamesForType(SecretStore.class)) {
            outlive(bean);
        }
        return store;
    }

    /** What is leased is given back after the last use. */
    private void outlive(String bean) {
        beanFactory.registerDependentBean(bean, ConnectionBeanDefinitions.REGISTRY);
    }
}
