package dev.connections.autoconfigure.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.ConnectionFactory;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.credentials.Credentials;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Connections on behalf of users who are signed in by OAuth2, with a real client and a server that issues tokens. */
class OAuth2LoginTests {

    private static final String ISSUER = "people";

    private MockOAuth2Server server;

    @BeforeEach
    void startServer() {
        server = new MockOAuth2Server();
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.shutdown();
    }

    @Test
    void theTokenOfWhoIsSignedInOpensTheConnection() throws Exception {
        try (ConfigurableApplicationContext context = start("people")) {
            issue("mary", 3600);
            HttpClient mary = browser();
            HttpResponse<String> shown = get(context, mary, "/reports/depot", "text/html");
            assertThat(shown.uri()).hasPath("/reports/depot");
            assertThat(shown.body()).isEqualTo("mary");
            issue("john", 3600);
            HttpClient john = browser();
            assertThat(get(context, john, "/reports/depot", "text/html").body()).isEqualTo("john");
            assertThat(get(context, mary, "/reports/depot", "text/html").body()).isEqualTo("mary");
            assertThat(context.getBean(Depot.class).opened).hasSize(2);
        }
    }

    @Test
    void aProgramIsToldToSignIn() throws Exception {
        try (ConfigurableApplicationContext context = start("people")) {
            HttpResponse<String> answer = get(context, browser(), "/reports/depot", "application/json");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"connection\":\"depot\"");
            assertThat(context.getBean(Depot.class).opened).isEmpty();
        }
    }

    @Test
    void anExpiringTokenIsRenewedAndTheConnectionOpenedAnew() throws Exception {
        try (ConfigurableApplicationContext context = start("people")) {
            issue("mary", 2);
            HttpClient mary = browser();
            assertThat(get(context, mary, "/reports/depot", "text/html").body()).isEqualTo("mary");
            Queue<String> opened = context.getBean(Depot.class).opened;
            for (int i = 0; i < 5; i++) {
                issue("mary", 3600);
            }
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (opened.stream().distinct().count() < 2) {
                assertThat(System.nanoTime()).as("a new token was used").isLessThan(deadline);
                Thread.onSpinWait();
            }
            assertThat(get(context, mary, "/reports/depot", "text/html").body()).isEqualTo("mary");
        }
    }

    @Test
    void aRegistrationThatThereIsNotEndsTheStart() {
        assertThatThrownBy(() -> start("persons"))
                .hasStackTraceContaining("connections.depot.login.oauth2")
                .hasStackTraceContaining("spring.security.oauth2.client.registration.persons");
    }

    private void issue(String user, long seconds) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(
                ISSUER, user, "JWT", List.of("depot"), Map.of("n", System.nanoTime()), seconds));
    }

    private ConfigurableApplicationContext start(String registration) {
        String issuer = server.issuerUrl(ISSUER).toString();
        return SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.security.oauth2.client.registration.people.client-id=shop",
                "--spring.security.oauth2.client.registration.people.client-secret=none",
                "--spring.security.oauth2.client.registration.people.scope=openid,offline_access",
                "--spring.security.oauth2.client.registration.people.authorization-grant-type=authorization_code",
                "--spring.security.oauth2.client.registration.people.redirect-uri={baseUrl}/login/oauth2/code/people",
                "--spring.security.oauth2.client.provider.people.issuer-uri=" + issuer,
                "--connections.depot.login.oauth2=" + registration,
                "--connections.depot.login.paths=/reports/**");
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(Redirect.NORMAL)
                .build();
    }

    private static HttpResponse<String> get(
            ConfigurableApplicationContext context, HttpClient browser, String path, String accept) throws Exception {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ConnectionsAutoConfiguration.class,
        LoginAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        OAuth2ClientAutoConfiguration.class,
        OAuth2ClientWebSecurityAutoConfiguration.class
    })
    static class Application {

        /** So that nothing but the gate keeps anybody out. */
        @Bean
        SecurityFilterChain security(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .oauth2Login(Customizer.withDefaults())
                    .build();
        }

        @Bean
        Depot depotConnectionFactory() {
            return new Depot();
        }

        @Bean
        Reports reports(ManagedConnection<String> depot) {
            return new Reports(depot);
        }
    }

    @RestController
    static class Reports {

        private final ManagedConnection<String> depot;

        Reports(ManagedConnection<String> depot) {
            this.depot = depot;
        }

        @GetMapping("/reports/depot")
        String depot() {
            return depot.call(user -> user);
        }
    }

    /** Notes the tokens that it was opened with. */
    static class Depot implements ConnectionFactory<String> {

        final Queue<String> opened = new ConcurrentLinkedQueue<>();

        @Override
        public String connect(Credentials credentials) {
            opened.add(String.valueOf(credentials.secret()));
            return String.valueOf(credentials.user());
        }

        @Override
        public boolean isOpen(String resource) {
            return true;
        }

        @Override
        public void close(String resource) {}
    }
}
