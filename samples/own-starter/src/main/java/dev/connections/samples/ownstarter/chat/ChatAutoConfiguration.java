package dev.connections.samples.ownstarter.chat;

import dev.connections.autoconfigure.oauth2.OAuth2Tokens;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the type {@code chat}. */
@AutoConfiguration
public final class ChatAutoConfiguration {

    @Bean
    ChatConnectionType typeOfTheChat(
            ObjectProvider<SslBundles> sslBundles,
            OAuth2Tokens tokens,
            ObjectProvider<ObservationRegistry> observations) {
        return new ChatConnectionType(sslBundles, tokens, observations);
    }
}
