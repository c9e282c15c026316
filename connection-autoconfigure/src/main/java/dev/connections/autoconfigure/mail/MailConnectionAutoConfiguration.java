package dev.connections.autoconfigure.mail;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.oauth2.OAuth2Tokens;
import dev.connections.mail.MailTemplates;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the type {@code mail}. It is there without Jakarta Mail too, to tell which dependency to add.
 */
@AutoConfiguration(before = ConnectionsAutoConfiguration.class)
@Import(ThymeleafMailConfiguration.class)
public final class MailConnectionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static MailConnectionType mailConnectionType(
            ObjectProvider<SslBundles> sslBundles,
            ObjectProvider<MessageSource> messages,
            ObjectProvider<MailTemplates> templates,
            OAuth2Tokens tokens,
            ObjectProvider<ObservationRegistry> observations) {
        return new MailConnectionType(sslBundles, messages, templates, tokens, observations);
    }
}
