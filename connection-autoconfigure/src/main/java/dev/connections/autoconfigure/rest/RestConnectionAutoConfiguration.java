package dev.connections.autoconfigure.rest;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.oauth2.OAuth2Tokens;
import dev.connections.supervision.resilience.SupervisionRegistries;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.observation.ClientRequestObservationConvention;
import org.springframework.web.client.RestClient;

/** Auto-configuration of the type {@code rest}. */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
@ConditionalOnClass({RestClient.class, ClientHttpRequestFactoryBuilder.class})
@Import(HttpInterfaceConfiguration.class)
public final class RestConnectionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static RestConnectionType restConnectionType(
            ObjectProvider<RestClient.Builder> builders,
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<InetAddressFilter> addresses,
            ConfigurableListableBeanFactory beans,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<ClientRequestObservationConvention> conventions,
            OAuth2Tokens tokens,
            ObjectProvider<SupervisionRegistries> registries,
            ObjectProvider<MockRestTransport> transport) {
        return new RestConnectionType(new RestConnectionType.Parts(
                builders,
                sslBundles,
                addresses,
                new RestHttpClients(beans),
                observations,
                conventions,
                tokens,
                registries,
                transport));
    }
}
