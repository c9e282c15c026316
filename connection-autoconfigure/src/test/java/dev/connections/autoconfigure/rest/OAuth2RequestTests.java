package dev.connections.autoconfigure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.cache.CachedQueriesAutoConfiguration;
import dev.connections.autoconfigure.cache.SessionUsersAutoConfiguration;
import dev.connections.rest.RestConnection;
import dev.connections.rest.RestException;
import dev.connections.testing.http.HttpAnswer;
import dev.connections.testing.http.HttpCall;
import dev.connections.testing.http.HttpService;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Requests with tokens of a real OAuth2 client, from a server that issues them. */
@Timeout(120)
class OAuth2RequestTests {

    private static final String ISSUER = "accounts";

    private final MockOAuth2Server accounts = new MockOAuth2Server();

    /** Answers with whoever the token is for, unless it is one of those that it has been told not to accept. */
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    private final HttpService service = HttpService.answering(this::answer);

    private HttpAnswer answer(HttpCall call) {
        String authorization = String.valueOf(call.header(HttpHeaders.AUTHORIZATION));
        return revoked.contains(authorization)
                ? HttpAnswer.text(401, "no: " + authorization)
                : HttpAnswer.text(200, authorization);
    }

    @BeforeEach
    void start() {
        accounts.start();
    }

    @AfterEach
    void stop() {
        accounts.shutdown();
        service.close();
    }

    private void issue(String user, long seconds) {
        accounts.enqueueCallback(new DefaultOAuth2TokenCallback(
                ISSUER, user, "JWT", List.of("api"), Map.of("n", System.nanoTime()), seconds));
    }

    private ConfigurableApplicationContext start(String grant, String... more) {
        return startWith("people", grant, more);
    }

    private ConfigurableApplicationContext startWith(String registrationId, String grant, String... more) {
        String registration = "--spring.security.oauth2.client.registration.people.";
        String[] arguments = {
            "--server.port=0",
            registration + "client-id=shop",
            registration + "client-secret=none",
            registration + "scope=openid,offline_access",
            registration + "authorization-grant-type=" + grant,
            registration + "redirect-uri={baseUrl}/login/oauth2/code/people",
            "--spring.security.oauth2.client.provider.people.issuer-uri=" + accounts.issuerUrl(ISSUER),
            "--connections.api.url=" + service.url(),
            "--connections.api.auth.registration=" + registrationId
        };
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return SpringApplication.run(Application.class, all);
    }

    @Test
    void theApplicationHasATokenOfItsOwnWhichIsUsedUntilItExpires() {
        issue("shop", 3600);
        try (ConfigurableApplicationContext context = start("client_credentials")) {
            RestConnection api = context.getBean(RestConnection.class);
            String token = api.get("/me", String.class);
            assertThat(token).startsWith("Bearer ey");
            issue("other", 3600);
            assertThat(api.get("/me", String.class)).isEqualTo(token);
        }
    }

    @Test
    void aTokenThatExpiresIsRenewed() {
        issue("shop", 1);
        issue("shop", 3600);
        try (ConfigurableApplicationContext context = start("client_credentials")) {
            RestConnection api = context.getBean(RestConnection.class);
            String first = api.get("/me", String.class);
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> api.get("/me", String.class),
                            token -> token.startsWith("Bearer ey") && !token.equals(first));
        }
    }

    @Test
    void anErrorThatEchoesTheTokenDoesNotTellIt() {
        issue("shop", 3600);
        try (ConfigurableApplicationContext context = start("client_credentials")) {
            RestConnection api = context.getBean(RestConnection.class);
            service.answer(call -> HttpAnswer.text(401, "no: " + call.header(HttpHeaders.AUTHORIZATION)));
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> api.get("/me", String.class))
                    .satisfies(failure -> assertThat(failure.getMessage() + ": " + failure.body())
                            .contains("401 Unauthorized: no: Bearer ******")
                            .doesNotContain(String.valueOf(service.lastCall().header(HttpHeaders.AUTHORIZATION))));
        }
    }

    @Test
    void aTokenThatTheServerDoesNotAcceptAnyMoreIsReplacedOnce() {
        issue("shop", 3600);
        try (ConfigurableApplicationContext context = start("client_credentials")) {
            RestConnection api = context.getBean(RestConnection.class);
            String first = api.post("/me").body("x").as(String.class);
            revoked.add(first);
            issue("shop", 3600);
            assertThat(api.post("/me").body("x").as(String.class))
                    .startsWith("Bearer ey")
                    .isNotEqualTo(first);
            assertThat(service.calls()).hasSize(3);
        }
    }

    @Test
    void noTokenIsAnErrorThatNamesTheRegistration() {
        try (ConfigurableApplicationContext context =
                start("client_credentials", "--connections.api.retry.attempts=1")) {
            RestConnection api = context.getBean(RestConnection.class);
            accounts.shutdown();
            assertThatExceptionOfType(RestException.class)
                    .isThrownBy(() -> api.get("/me", String.class))
                    .withMessageContaining("no token is available for the registration 'people'");
            assertThat(service.calls()).isEmpty();
        }
    }

    @Test
    void eachUserWhoIsSignedInHasATokenAndResultsOfTheirOwn() throws Exception {
        try (ConfigurableApplicationContext context = start("authorization_code", "--connections.api.cache.ttl=1h")) {
            issue("mary", 3600);
            HttpClient mary = browser();
            String ofMary = get(context, mary).body();
            assertThat(ofMary).startsWith("Bearer ey");
            issue("john", 3600);
            HttpClient john = browser();
            String ofJohn = get(context, john).body();
            assertThat(ofJohn).startsWith("Bearer ey").isNotEqualTo(ofMary);
            int calls = service.calls().size();
            assertThat(get(context, mary).body()).isEqualTo(ofMary);
            assertThat(get(context, john).body()).isEqualTo(ofJohn);
            assertThat(service.calls()).hasSize(calls);
        }
    }

    @Test
    void aTokenOfAUserIsRefreshedBeforeItExpires() throws Exception {
        try (ConfigurableApplicationContext context = start("authorization_code")) {
            // so long that it is still valid when she has signed in
            issue("mary", 10);
            HttpClient mary = browser();
            String first = get(context, mary).body();
            issue("mary", 3600);
            String second = await().atMost(Duration.ofSeconds(60))
                    .until(() -> get(context, mary).body(), token -> !token.equals(first));
            assertThat(List.of(first, second)).allMatch(token -> token.startsWith("Bearer ey"));
            assertThat(get(context, mary).body()).isEqualTo(second);
        }
    }

    @Test
    void aTokenOfAUserThatTheServerDoesNotAcceptAnyMoreIsRefreshed() throws Exception {
        try (ConfigurableApplicationContext context = start("authorization_code")) {
            issue("mary", 3600);
            HttpClient mary = browser();
            String first = get(context, mary).body();
            revoked.add(first);
            issue("mary", 3600);
            String second = get(context, mary).body();
            assertThat(second).startsWith("Bearer ey").isNotEqualTo(first);
            assertThat(get(context, mary).body()).isEqualTo(second);
        }
    }

    @Test
    void aRegistrationThatThereIsNotEndsTheStart() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> startWith("persons", "client_credentials"))
                .withStackTraceContaining("spring.security.oauth2.client.registration.persons");
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext context, HttpClient browser)
            throws Exception {
        URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/mine");
        return browser.send(
                HttpRequest.newBuilder(uri).header("Accept", "text/html").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @RestController
    static class Mine {

        private final RestConnection api;

        Mine(RestConnection api) {
            this.api = api;
        }

        @GetMapping("/mine")
        String mine() {
            return api.get("/me", String.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        OAuth2ClientAutoConfiguration.class,
        OAuth2ClientWebSecurityAutoConfiguration.class,
        RestConnectionAutoConfiguration.class,
        SessionUsersAutoConfiguration.class,
        CachedQueriesAutoConfiguration.class,
        ConnectionsAutoConfiguration.class
    })
    static class Application {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2Login(Customizer.withDefaults())
                    .build();
        }

        @Bean
        Mine mine(RestConnection api) {
            return new Mine(api);
        }
    }
}
