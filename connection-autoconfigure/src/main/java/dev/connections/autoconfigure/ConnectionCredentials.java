package dev.connections.autoconfigure;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/** Decides where the credentials of a connection come from: a bean of the application, or else the configuration. */
final class ConnectionCredentials {

    private final ConfigurableListableBeanFactory beanFactory;

    private final LiveEnvironment environment;

    ConnectionCredentials(ConfigurableListableBeanFactory beanFactory, LiveEnvironment environment) {
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    /**
     * The provider for one connection.
     *
     * @param settings what stands before the environment, or {@code null}
     * @param ofType the credentials that the properties of the connection's type hold
     */
    CredentialsProvider of(
            ConfiguredConnection connection,
            @Nullable ConfigurationPropertySource settings,
            Function<@Nullable Object, Credentials> ofType) {
        String bean = CredentialsBeans.of(beanFactory).beanOf(connection.name());
        if (bean != null) {
            // It must outlive the connections.
            beanFactory.registerDependentBean(bean, ConnectionBeans.REGISTRY_BEAN);
            return beanFactory.getBean(bean, CredentialsProvider.class);
        }
        return new SettledCredentials(
                connection.name().value(), new CredentialsInProperties(connection, environment, settings, ofType));
    }
}
