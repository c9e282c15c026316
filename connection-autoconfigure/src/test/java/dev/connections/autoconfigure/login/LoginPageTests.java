package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.LOGOUT;
import static dev.connections.autoconfigure.login.Browser.header;
import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.login.http.LimitedBody;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The login page that there is, its counterpart for programs, and logout. */
@Timeout(60)
class LoginPageTests {

    /** What a filter of the application has seen of logins. */
    private static final Map<String, String> SEEN = new ConcurrentHashMap<>();

    private static LoginServer server;

    private final Browser alice = new Browser(server.port());

    @BeforeAll
    static void start() {
        server = LoginServer.start(Application.class);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void hasAFormThatPeopleAndPasswordManagersUnderstand() {
        HttpResponse<String> page = alice.get(LOGIN);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(page.body())
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("<title>Warehouse</title>", "<h1>Warehouse</h1>", "width=device-width")
                .contains("<form method=\"post\" action=\"/connections/warehouse/login\"")
                .contains("<label for=\"field-user\">User</label>", "<label for=\"field-password\">Password</label>")
                .contains("name=\"user\" type=\"text\" value=\"\" autocomplete=\"username\"")
                .contains("name=\"password\" type=\"password\" value=\"\" autocomplete=\"current-password\"")
                .contains("prefers-color-scheme:dark")
                .doesNotContain("<script", "role=\"alert\"", "http:", "https:", "ifexists", "mem:");
    }

    @Test
    void mayNotBeFramedCachedOrAddedTo() throws Exception {
        HttpResponse<String> page = alice.get(LOGIN);
        String style = page.body().split("</?style>")[1];
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(header(page, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'sha256-" + hash
                        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void tellsThatALoginWasRefusedAndKeepsTheUser() {
        HttpResponse<String> page = alice.logIn("alice", "in the mirror");
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(header(page, "WWW-Authenticate")).isEqualTo("Login realm=\"warehouse\"");
        assertThat(page.body())
                .contains(
                        "<p role=\"alert\" tabindex=\"-1\" autofocus>The login was refused. Check what you entered.</p>")
                .contains("name=\"user\" type=\"text\" value=\"alice\"")
                .contains("name=\"password\" type=\"password\" value=\"\"")
                .doesNotContain("in the mirror");
        assertThat(alice.logIn("alice", ALICES_PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void tellsThatSomethingIsMissing() {
        HttpResponse<String> page = alice.logIn("alice", "");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("role=\"alert\"");
    }

    @Test
    void leavesTheSecretNoParameter() {
        alice.logIn(Map.of("user", "alice", "password", ALICES_PASSWORD, "other", "x"));
        assertThat(SEEN.keySet()).containsExactlyInAnyOrder("_csrf", "other");
    }

    @Test
    void readsParametersWhereSomebodyHasParsedThem() {
        HttpResponse<String> loggedIn = alice.form(
                LOGIN, Map.of("user", "alice", "password", ALICES_PASSWORD, "_csrf", alice.csrf()), "Parse", "early");
        assertThat(loggedIn.statusCode()).isEqualTo(303);
        assertThat(alice.get("/reports/x").body()).isEqualTo("ALICE");
    }

    @Test
    void programsLogInByJson() {
        HttpResponse<String> refused = alice.json(LOGIN, "{\"user\":\"alice\",\"password\":\"wrong\"}");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Login realm=\"warehouse\"");
        assertThat(refused.body())
                .contains("\"failure\":\"refused\"", "\"status\":401")
                .doesNotContain("wrong");
        HttpResponse<String> loggedIn =
                alice.json(LOGIN, "{\"user\":\"alice\",\"password\":\"" + ALICES_PASSWORD + "\"}");
        assertThat(loggedIn.statusCode()).isEqualTo(204);
        assertThat(loggedIn.body()).isEmpty();
        assertThat(alice.api("/reports/x").body()).isEqualTo("ALICE");
        assertThat(alice.json(LOGOUT, "{}").statusCode()).isEqualTo(204);
        assertThat(alice.api("/reports/x").statusCode()).isEqualTo(401);
    }

    @Test
    void nothingElseIsALogin() {
        assertThat(alice.json(LOGIN, "{\"user\":1}").statusCode()).isEqualTo(400);
        assertThat(alice.json(LOGIN, "{\"user\":\"" + "x".repeat(LimitedBody.MAX_SIZE) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        for (String type : new String[] {"text/plain", "application/jsonx", "multipart/form-data;boundary=x", "x"}) {
            HttpResponse<String> response = alice.send(alice.request(LOGIN, "Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"user\":\"alice\",\"password\":\"" + ALICES_PASSWORD + "\"}")));
            assertThat(response.statusCode()).as(type).isEqualTo(415);
            assertThat(header(response, "Accept-Post")).contains("application/json");
        }
        assertThat(alice.api("/reports/x").statusCode()).isEqualTo(401);
    }

    @Test
    void methodsBehave() {
        HttpResponse<String> head = alice.send(alice.request(LOGIN).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> options = alice.send(alice.request(LOGIN).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
        for (String method : new String[] {"PUT", "DELETE", "PATCH"}) {
            assertThat(alice.send(alice.request(LOGOUT).method(method, BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void anyPageMayHaveTheLogoutButton() {
        assertThat(alice.get("/public/button").body()).isEmpty();
        assertThat(alice.get(LOGOUT).body()).isEmpty();
        alice.logIn("alice", ALICES_PASSWORD);
        String button = alice.get(LOGOUT).body();
        assertThat(button)
                .startsWith("<form method=\"post\" action=\"/connections/warehouse/logout\"><input type=\"hidden\"")
                .endsWith("<button type=\"submit\">Log out</button></form>");
        assertThat(alice.get("/public/button").body()).isEqualTo(button);
        HttpResponse<String> loggedOut = alice.form(LOGOUT, Map.of("_csrf", Browser.csrfIn(button)));
        assertThat(loggedOut.statusCode()).isEqualTo(303);
        assertThat(header(loggedOut, "Location")).isEqualTo(LOGIN + "?logged-out");
        assertThat(alice.get(LOGIN + "?logged-out").body()).contains("<p role=\"status\">You are logged out.</p>");
        assertThat(alice.api("/reports/x").statusCode()).isEqualTo(401);
    }

    @Test
    void aSecondLoginTakesThePlaceOfTheFirst() {
        alice.logIn("alice", ALICES_PASSWORD);
        int open = server.open();
        assertThat(alice.get(LOGIN).body()).contains("You are logged in.", "Log out");
        alice.logIn("bob", "the builder");
        assertThat(alice.get("/reports/x").body()).isEqualTo("BOB");
        assertThat(server.open()).isEqualTo(open);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(LoginServer.Application.class)
    static class Application {

        /** Asks for parameters, as many filters do. */
        @Bean
        FilterRegistrationBean<Filter> parameters() {
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
                if (((HttpServletRequest) request).getMethod().equals("POST")) {
                    SEEN.clear();
                    request.getParameterMap().forEach((name, values) -> SEEN.put(name, String.join(",", values)));
                    assertThat(Set.copyOf(Collections.list(request.getParameterNames())))
                            .isEqualTo(request.getParameterMap().keySet());
                }
                chain.doFilter(request, response);
            });
            registration.setOrder(-5_000);
            return registration;
        }

        @Bean
        FilterRegistrationBean<Filter> earlyParameters() {
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
                if (((HttpServletRequest) request).getHeader("Parse") != null) {
                    request.getParameterMap();
                }
                chain.doFilter(request, response);
            });
            registration.setOrder(-20_000);
            return registration;
        }
    }
}
