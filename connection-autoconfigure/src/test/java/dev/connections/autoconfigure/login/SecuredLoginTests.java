package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.LOGOUT;
import static dev.connections.autoconfigure.login.Browser.header;
import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Logins behind Spring Security, with its own sign-in by form. */
@Timeout(60)
class SecuredLoginTests {

    private LoginServer server;

    private Browser start(String... settings) {
        server = LoginServer.start(Application.class, settings);
        return new Browser(server.port());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static HttpResponse<String> signIn(Browser browser, String user) {
        return browser.form(
                "/login",
                Map.of(
                        "username",
                        user,
                        "password",
                        "secret",
                        "_csrf",
                        Browser.csrfIn(browser.get("/login").body())));
    }

    @Test
    void theGateIsBehindItsFilters() {
        Browser mary = start();
        assertThat(header(mary.get("/reports/x"), "Location"))
                .endsWith("/login")
                .doesNotContain("/connections/");
        assertThat(signIn(mary, "mary").statusCode()).isEqualTo(302);
        assertThat(header(mary.get("/reports/x"), "Location")).isEqualTo(LOGIN);
        assertThat(header(mary.logIn("alice", ALICES_PASSWORD), "Location")).isEqualTo("/reports/x");
        assertThat(mary.get("/reports/x").body()).isEqualTo("ALICE");
        assertThat(mary.logOut().statusCode()).isEqualTo(303);
        assertThat(header(mary.get("/reports/x"), "Location")).isEqualTo(LOGIN);
    }

    @Test
    void itsTokensProtectTheForms() {
        Browser mary = start();
        signIn(mary, "mary");
        assertThat(mary.form(LOGIN, Map.of("user", "alice", "password", ALICES_PASSWORD))
                        .statusCode())
                .isEqualTo(403);
        assertThat(mary.json(LOGIN, "{\"user\":\"alice\",\"password\":\"in wonderland\"}")
                        .statusCode())
                .isEqualTo(403);
        String token = mary.csrf();
        assertThat(mary.json(LOGIN, "{\"user\":\"alice\",\"password\":\"in wonderland\"}", "X-CSRF-TOKEN", token)
                        .statusCode())
                .isEqualTo(204);
        assertThat(mary.form(LOGOUT, Map.of()).statusCode()).isEqualTo(403);
        String button = mary.get("/public/button").body();
        assertThat(mary.form(LOGOUT, Map.of("_csrf", Browser.csrfIn(button))).statusCode())
                .isEqualTo(303);
    }

    @Test
    void twoUsersInOneSessionDoNotShareALogin() {
        Browser browser = start();
        signIn(browser, "mary");
        browser.logIn("alice", ALICES_PASSWORD);
        assertThat(browser.get("/reports/x").body()).isEqualTo("ALICE");
        assertThat(signIn(browser, "john").statusCode()).isEqualTo(302);
        assertThat(header(browser.get("/reports/x"), "Location")).isEqualTo(LOGIN);
        browser.logIn("bob", "the builder");
        assertThat(browser.get("/reports/x").body()).isEqualTo("BOB");
        signIn(browser, "mary");
        assertThat(header(browser.get("/reports/x"), "Location")).isEqualTo(LOGIN);
    }

    @Test
    void signingOutOfTheApplicationLogsOut() {
        Browser mary = start();
        signIn(mary, "mary");
        mary.logIn("alice", ALICES_PASSWORD);
        assertThat(server.open()).isOne();
        mary.form("/logout", Map.of("_csrf", mary.csrf()));
        assertThat(server.open()).isZero();
    }

    @Test
    void aLoginOfAPrincipalHoldsInAllTheirSessions() {
        Browser mary = start("connections.warehouse.login.scope=principal");
        Browser phone = new Browser(server.port());
        Browser john = new Browser(server.port());
        signIn(mary, "mary");
        signIn(phone, "mary");
        signIn(john, "john");
        mary.logIn("alice", ALICES_PASSWORD);
        assertThat(phone.get("/reports/x").body()).isEqualTo("ALICE");
        assertThat(john.api("/reports/x").statusCode()).isEqualTo(401);
        phone.logIn("bob", "the builder");
        assertThat(mary.get("/reports/x").body()).isEqualTo("BOB");
        assertThat(server.open()).isOne();
        mary.logOut();
        assertThat(phone.api("/reports/x").statusCode()).isEqualTo(401);
    }

    @Test
    void aPrincipalMustHaveSignedIn() {
        Browser nobody = start("connections.warehouse.login.scope=principal");
        HttpResponse<String> page = nobody.get(LOGIN);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("Sign in to the application first.");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SecurityAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    @Import(LoginServer.Application.class)
    static class Application {

        @Bean
        SecurityFilterChain chain(HttpSecurity security) throws Exception {
            return security.authorizeHttpRequests(requests -> requests.requestMatchers("/connections/**", "/error")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("mary").password("{noop}secret").build(),
                    User.withUsername("john").password("{noop}secret").build());
        }
    }
}
