package dev.connections.autoconfigure.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Ways around the gate, tried on an application that makes it hard: a context path, a case that does not count, slashes that may be
 * encoded, backslashes that are slashes, and a servlet besides Spring MVC.
 */
@Timeout(60)
class LoginPathTricksTests {

    private static final AtomicInteger SERVED = new AtomicInteger();

    private static LoginServer server;

    @BeforeAll
    static void start() {
        server = LoginServer.start(
                Application.class,
                "server.servlet.context-path=/app",
                "connections.warehouse.login.paths=/reports/**,/files/**");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void count() {
        server.pages().behind.set(0);
        SERVED.set(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/reports",
                "/app/reports/",
                "/app/reports/x",
                "/app/reports//x",
                "/app//reports/x",
                "//app/reports/x",
                "///app///reports///x",
                "/app/./reports/x",
                "/app/public/../reports/x",
                "/app/public/%2e%2e/reports/x",
                "/app/public/..;/reports/x",
                "/app/public/..;a=b/reports/x",
                "/app/public/x/../../reports/x",
                "/app/reports/../reports/x",
                "/app/reports;a=b/x",
                "/app;a=b/reports/x",
                "/app/;/reports/x",
                "/app/;a=b/reports/x",
                "/app/reports;/x",
                "/app/reports%3b/x",
                "/app/reports%3Ba=b/x",
                "/app/%72eports/x",
                "/app/%72%65%70%6f%72%74%73/x",
                "/%61pp/reports/x",
                "/app/%2freports/x",
                "/app%2freports/x",
                "/app/reports%2fx",
                "/app/reports%2Fx",
                "/app/public%2f..%2freports/x",
                "/app/public/..%2freports/x",
                "/app/reports%5cx",
                "/app\\reports\\x",
                "/app/public\\..\\reports\\x",
                "/app/REPORTS/x",
                "/app/Reports/x",
                "/app/r%45ports/x",
                "/app/reports.json",
                "/app/reports/x.css",
                "/app/reports/%00",
                "/app/reports%00/x",
                "/app/reports/x?a=/public",
                "/app/reports/x#fragment",
                "/app/reports/%2e",
                "/app/reports/.",
                "/app/reports/..;/reports",
                "/app/%252e%252e/reports/x",
                "/app/reports/%c0%ae",
                "/app/reports%c0%afx",
                "/app/reports/%zz",
                "/app/../app/reports/x",
                "/other/../app/reports/x",
                "/app/files/x",
                "/app/FILES/x",
                "/app/files",
                "/app/public/../files/x",
                "/app/public/%2e%2e/files/x",
                "/app//files//x",
                "/app/files;a=b/x",
                "/app/public/..;/files/x",
                "/app/%66iles/x",
                "/app/public%2f..%2ffiles/x",
                "/app/public\\..\\files\\x",
                "http://localhost/app/reports/x",
                "http://evil.example/app/files/x",
                "http://evil.example//app//files/x",
                "/app/connections/warehouse/login/../../../reports/x",
                "/app/connections/warehouse/login;/../../../files/x",
                "/app/reports/connections/warehouse/login",
                "/app/error/../reports/x"
            })
    void noSpellingOfAPathGetsAround(String target) throws IOException {
        for (String method : new String[] {"GET", "POST"}) {
            String answer = send(method, target);
            assertThat(server.pages().behind).as(target).hasValue(0);
            assertThat(SERVED).as(target).hasValue(0);
            assertThat(answer)
                    .as(target)
                    .doesNotContain("OWNER", "ALICE", "served")
                    .matches("(?s)HTTP/1.1 [345].*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/public", "/app/public;a=b"})
    void othersPass(String target) throws IOException {
        assertThat(send("GET", target)).contains("open to all");
    }

    /** Some of the spellings lead there, which is why the gate must know them. */
    @ParameterizedTest
    @ValueSource(strings = {"/files/x", "/FILES/x", "/public/../files/x", "//files//x", "/reports/x", "/REPORTS/x"})
    void whoIsLoggedInPasses(String path) throws IOException {
        Browser alice = new Browser(server.port(), "/app");
        alice.json(Browser.LOGIN, "{\"user\":\"alice\",\"password\":\"" + LoginServer.ALICES_PASSWORD + "\"}");
        String cookie = alice.cookies.getCookieStore().getCookies().get(0).toString();
        assertThat(send("GET", "/app" + path, "Cookie: " + cookie)).containsAnyOf("served", "ALICE");
    }

    private static String send(String method, String target, String... headers) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                                    + (headers.length > 0 ? headers[0] + "\r\n" : "")
                                    + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(LoginServer.Application.class)
    static class Application {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> lenient() {
            return factory -> factory.addConnectorCustomizers(connector -> {
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
                connector.setAllowBackslash(true);
                connector.setProperty("relaxedPathChars", "\\");
            });
        }

        @Bean
        WebMvcConfigurer caseDoesNotCount() {
            return new WebMvcConfigurer() {
                @Override
                public void configurePathMatch(PathMatchConfigurer configurer) {
                    PathPatternParser parser = new PathPatternParser();
                    parser.setCaseSensitive(false);
                    configurer.setPatternParser(parser);
                }
            };
        }

        @Bean
        ServletRegistrationBean<HttpServlet> files() {
            return new ServletRegistrationBean<>(new Files(), "/files/*", "/FILES/*");
        }
    }

    static class Files extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            SERVED.incrementAndGet();
            response.getWriter().print("served");
        }
    }
}
