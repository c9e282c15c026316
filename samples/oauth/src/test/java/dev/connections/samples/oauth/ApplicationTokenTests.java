package dev.connections.samples.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.rest.RestConnection;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A token of the application's own, as the documentation shows it. */
class ApplicationTokenTests {

    @Test
    void theApplicationCallsWithATokenOfItsOwn() {
        MockOAuth2Server server = new MockOAuth2Server();
        server.start();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .profiles("billing")
                .run(
                        "--BILLING_SECRET=none",
                        "--connections.billing.url=" + server.issuerUrl("billing"),
                        "--spring.security.oauth2.client.provider.billing.token-uri="
                                + server.tokenEndpointUrl("billing"))) {
            RestConnection billing = context.getBean(RestConnection.class);

            assertThat(billing.get("/userinfo", String.class)).contains("\"sub\"", "shop");
        } finally {
            server.shutdown();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
