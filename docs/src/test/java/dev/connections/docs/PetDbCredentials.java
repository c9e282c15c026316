package dev.connections.docs;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A provider of credentials, as the page about credentials shows it. */
// tag::provider[]
@Configuration(proxyBeanMethods = false)
class PetDbCredentials {

    @Bean
    CredentialsProvider petDbCredentialsProvider(TokenService tokens) {
        return () -> {
            TokenService.Token token = tokens.request();
            return Credentials.of("pets", token.value()).expiringAt(token.expiresAt());
        };
    }
}
// end::provider[]
