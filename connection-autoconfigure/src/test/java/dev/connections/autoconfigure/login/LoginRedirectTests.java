package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.header;
import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;

/** Where a login leads: to a path of this application, whatever a request says. All paths are gated. */
@Timeout(60)
class LoginRedirectTests {

    private static LoginServer server;

    @BeforeAll
    static void start() {
        server = LoginServer.start(Application.class, "connections.warehouse.login.paths=/**");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x",
                "///evil.example/x",
                "/\\evil.example/x",
                "/%5cevil.example/x",
                "/%09/evil.example",
                "/%0d%0aLocation:%20http://evil.example",
                "/x?next=http://evil.example",
                "/..//evil.example",
                "/.//evil.example",
                "/;//evil.example",
                "http://evil.example/x",
                "http://evil.example//evil.example/x",
                "https://evil.example",
                "/x#//evil.example"
            })
    void leadsNowhereElse(String target) throws IOException {
        String asked = send("GET " + target + " HTTP/1.1", "");
        Matcher cookie = Pattern.compile("JSESSIONID=([0-9A-F]+)").matcher(asked);
        if (!cookie.find()) {
            assertThat(asked).as(target).matches("(?s)HTTP/1.1 (4\\d\\d|303).*");
            assertThat(locationIn(asked)).as(target).isIn(null, LOGIN);
            return;
        }
        assertThat(locationIn(asked)).isEqualTo(LOGIN);
        String session = "Cookie: JSESSIONID=" + cookie.group(1) + "\r\n";
        String csrf = Browser.csrfIn(send("GET " + LOGIN + " HTTP/1.1", session));
        String body = "user=alice&password=in+wonderland&_csrf=" + csrf;
        String loggedIn = send(
                "POST " + LOGIN + " HTTP/1.1",
                session + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n",
                body);
        assertThat(loggedIn).startsWith("HTTP/1.1 303");
        assertThat(locationIn(loggedIn))
                .as(target)
                .startsWith("/")
                .doesNotStartWith("//")
                .doesNotStartWith("/\\")
                .doesNotContain("\\");
    }

    @Test
    void noParameterSaysWhere() {
        Browser alice = new Browser(server.port());
        String evil = "//evil.example";
        String page = alice.get(LOGIN + "?target=" + evil + "&continue=" + evil).body();
        assertThat(page).doesNotContain("evil");
        HttpResponse<String> loggedIn = alice.form(
                LOGIN + "?target=" + evil,
                Map.of(
                        "user", "alice",
                        "password", ALICES_PASSWORD,
                        "_csrf", Browser.csrfIn(page),
                        "target", evil,
                        "dev.connections.login.target.warehouse", evil));
        assertThat(header(loggedIn, "Location")).isEqualTo("/");
    }

    @Test
    void headersOfProxiesChangeNoHost() {
        Browser alice = new Browser(server.port());
        String[] forwarded = {
            "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "http", "X-Forwarded-Prefix", "//evil.example"
        };
        HttpResponse<String> asked = alice.get("/x", forwarded);
        assertThat(header(asked, "Location")).matches("/[^/\\\\].*").endsWith(LOGIN);
        HttpResponse<String> page = alice.get(LOGIN, forwarded);
        assertThat(page.body()).doesNotContain("action=\"//").doesNotContain("http:");
        HttpResponse<String> loggedIn = alice.form(
                LOGIN, Map.of("user", "alice", "password", ALICES_PASSWORD, "_csrf", alice.csrf()), forwarded);
        assertThat(header(loggedIn, "Location")).matches("/([^/\\\\].*)?");
    }

    private static String locationIn(String response) {
        Matcher location = Pattern.compile("(?m)^Location: (.*?)\r?$").matcher(response);
        return location.find() ? location.group(1) : null;
    }

    private static String send(String line, String headers) throws IOException {
        return send(line, headers, "");
    }

    private static String send(String line, String headers, String body) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nAccept: text/html\r\n" + headers
                                    + "Connection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(LoginServer.Application.class)
    static class Application {

        @Bean
        FilterRegistrationBean<ForwardedHeaderFilter> forwardedHeaders() {
            FilterRegistrationBean<ForwardedHeaderFilter> registration =
                    new FilterRegistrationBean<>(new ForwardedHeaderFilter());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }
    }
}
