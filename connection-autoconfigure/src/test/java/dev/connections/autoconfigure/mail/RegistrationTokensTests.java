package dev.connections.autoconfigure.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.mail.MailConnection;
import dev.connections.testing.mail.SmtpReaction;
import dev.connections.testing.mail.SmtpServer;
import dev.connections.testing.mail.SmtpServer.Options;
import dev.connections.testing.mail.SmtpStep;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Access tokens by Spring Security's OAuth2 client, of a real OAuth2 server. */
@Timeout(60)
class RegistrationTokensTests {

    @Test
    void logsInByTokensOfARegistrationAndGetsAnotherWhenOneIsRefused() throws Exception {
        MockOAuth2Server tokens = new MockOAuth2Server();
        tokens.start();
        // the token is of the OAuth2 server's making, so the SMTP server takes whatever comes, but for the first
        try (SmtpServer server = SmtpServer.start(Options.plain().withUser("shop@example.com", "", "XOAUTH2"))) {
            server.next(SmtpStep.AUTH, SmtpReaction.answer("535 5.7.8 token revoked"));
            server.always(SmtpStep.AUTH, SmtpReaction.answer("235 2.7.0 welcome"));
            server.openToAll();
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            OAuth2ClientAutoConfiguration.class,
                            MailConnectionAutoConfiguration.class,
                            ConnectionsAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.security.oauth2.client.registration.post.client-id=shop",
                            "spring.security.oauth2.client.registration.post.client-secret=hunter2",
                            "spring.security.oauth2.client.registration.post.authorization-grant-type=client_credentials",
                            "spring.security.oauth2.client.provider.post.token-uri=" + tokens.tokenEndpointUrl("post"),
                            "connections.shop-mail.url=smtp://shop%40example.com@127.0.0.1:" + server.port(),
                            "connections.shop-mail.encryption=none",
                            // the first use of the OAuth2 client loads many classes
                            "connections.shop-mail.connect-timeout=40s",
                            "connections.shop-mail.auth.registration=post",
                            "connections.shop-mail.from=shop@example.com")
                    .run(context -> {
                        context.getBean(MailConnection.class).send("jane@example.com", "Hello", "text");
                        assertThat(server.taken()).isEqualTo(1);
                        assertThat(server.commands()).filteredOn("AUTH"::equals).hasSize(2);
                        assertThat(tokens.takeRequest().getPath()).isEqualTo("/post/token");
                        assertThat(tokens.takeRequest().getPath()).isEqualTo("/post/token");
                    });
        } finally {
            tokens.shutdown();
        }
    }
}
