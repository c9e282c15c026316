package dev.connections.autoconfigure.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.cache.CachePolicy;
import dev.connections.cache.CachedQuery;
import dev.connections.cache.QueryCache;
import dev.connections.cache.Scope;
import dev.connections.cache.keys.QueryKey;
import dev.connections.sql.SqlConnection;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Results of users in a real servlet container. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class SessionUsersTests {

    private final ServletWebServerApplicationContext context =
            (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                    .properties("server.port=0", "spring.main.banner-mode=off", "connections.pet-db.url=jdbc:h2:mem:")
                    .run();

    private final Browser mary = new Browser();

    private final Browser john = new Browser();

    @AfterEach
    void stop() {
        SecurityContextHolder.clearContext();
        context.close();
    }

    private QueryCache cache() {
        return context.getBean(SqlConnection.class).cache();
    }

    @Test
    void haveResultsOfTheirOwn() {
        assertThat(mary.get("/report")).isEqualTo("1");
        assertThat(john.get("/report")).isEqualTo("2");
        assertThat(mary.get("/report")).isEqualTo("1");
        assertThat(john.get("/report")).isEqualTo("2");
        assertThat(mary.get("/shared")).isEqualTo("3");
        assertThat(john.get("/shared")).isEqualTo("3");
    }

    @Test
    void keepThemOverAChangeOfTheSessionId() {
        assertThat(mary.get("/report")).isEqualTo("1");
        String id = mary.get("/id");
        assertThat(mary.get("/new-id")).isNotEqualTo(id);
        assertThat(mary.get("/report")).isEqualTo("1");
    }

    @Test
    void loseThemWithTheSession() {
        assertThat(mary.get("/report")).isEqualTo("1");
        assertThat(john.get("/report")).isEqualTo("2");
        mary.get("/logout");
        assertThat(cache().entries()).hasSize(1);
        assertThat(mary.get("/report")).isEqualTo("3");
        assertThat(john.get("/report")).isEqualTo("2");
    }

    @Test
    void loseThemWhenTheSessionExpires() {
        mary.user = "mary";
        mary.get("/report");
        john.get("/report");
        assertThat(cache().entries()).hasSize(2);
        Context web = (Context)
                ((TomcatWebServer) context.getWebServer()).getTomcat().getHost().findChildren()[0];
        for (Session session : web.getManager().findSessions()) {
            session.expire();
        }
        assertThat(cache().entries()).isEmpty();
    }

    @Test
    void doNotSeeThoseOfAnotherInTheSameSession() {
        mary.user = "mary";
        assertThat(mary.get("/report")).isEqualTo("1");
        assertThat(mary.get("/report")).isEqualTo("1");
        mary.user = null;
        assertThat(mary.get("/report")).isEqualTo("2");
        assertThat(cache().entries()).hasSize(2);
        mary.user = "john";
        assertThat(mary.get("/report")).isEqualTo("3");
        assertThat(cache().entries()).hasSize(2);
        mary.user = "mary";
        assertThat(mary.get("/report")).isEqualTo("4");
    }

    @Test
    void areTheSameForAFilterThatSeesTheRequestAsItCame() {
        mary.user = "mary";
        assertThat(mary.get("/report")).isEqualTo("1");
        mary.inFilter = true;
        assertThat(mary.get("/report")).isEqualTo("1");
        mary.user = "john";
        assertThat(mary.get("/report")).isEqualTo("2");
    }

    @Test
    void areThePrincipalsOfAStatelessApplicationWhichGetsNoSession(CapturedOutput output) {
        mary.stateless = true;
        john.stateless = true;
        mary.user = "mary";
        john.user = "john";
        assertThat(mary.get("/report")).isEqualTo("1");
        assertThat(john.get("/report")).isEqualTo("2");
        assertThat(mary.get("/report")).isEqualTo("1");
        mary.user = null;
        assertThat(mary.get("/report")).isEqualTo("3");
        assertThat(mary.get("/report")).isEqualTo("4");
        Context web = (Context)
                ((TomcatWebServer) context.getWebServer()).getTomcat().getHost().findChildren()[0];
        assertThat(web.getManager().findSessions()).isEmpty();
        assertThat(output.getAll().split("without an HTTP session and without a principal", -1))
                .hasSize(2);
    }

    @Test
    void areNoneWithoutARequest() {
        Reports reports = context.getBean(Reports.class);
        assertThat(reports.ofUser()).isEqualTo(1);
        assertThat(reports.ofUser()).isEqualTo(2);
        assertThat(cache().entries()).isEmpty();
    }

    @Test
    void haveThoseOfConnectionsThatAreMadeAtRunTime() {
        Connections connections = context.getBean(Connections.class);
        connections.open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:"));
        assertThat(mary.get("/adhoc")).isEqualTo("1");
        assertThat(john.get("/adhoc")).isEqualTo("2");
        assertThat(mary.get("/adhoc")).isEqualTo("1");
        mary.get("/logout");
        assertThat(connections.get("adhoc").cache().entries()).hasSize(1);
    }

    private final class Browser {

        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        private String user;

        private boolean inFilter;

        private boolean stateless;

        String get(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                    URI.create("http://localhost:" + context.getWebServer().getPort() + path));
            if (user != null) {
                request.header("User", user);
            }
            if (inFilter) {
                request.header("In-Filter", "true");
            }
            if (stateless) {
                request.header("Stateless", "true");
            }
            try {
                return client.send(request.build(), BodyHandlers.ofString()).body();
            } catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        SqlConnectionAutoConfiguration.class,
        ConnectionsAutoConfiguration.class,
        CachedQueriesAutoConfiguration.class,
        SessionUsersAutoConfiguration.class
    })
    @Import({Reports.class, Pages.class})
    static class Application {

        /** What logs in here: as Spring Security does, or by wrapping the request for what comes later. */
        @Bean
        Filter login(Reports reports) {
            return (request, response, chain) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                String user = http.getHeader("User");
                if (http.getHeader("Stateless") == null) {
                    http.getSession();
                }
                if (http.getHeader("In-Filter") != null) {
                    SecurityContextHolder.getContext()
                            .setAuthentication(new TestingAuthenticationToken(user, "", "USER"));
                    try {
                        response.getWriter().print(reports.ofUser());
                    } finally {
                        SecurityContextHolder.clearContext();
                    }
                    return;
                }
                chain.doFilter(
                        new HttpServletRequestWrapper(http) {
                            @Override
                            public Principal getUserPrincipal() {
                                return (user != null) ? () -> user : null;
                            }
                        },
                        response);
            };
        }
    }

    static class Reports {

        private final AtomicInteger calls = new AtomicInteger();

        @CachedQuery(connection = "pet-db", ttl = "1h", scope = Scope.USER)
        int ofUser() {
            return calls.incrementAndGet();
        }

        @CachedQuery(connection = "pet-db", ttl = "1h")
        int ofAll() {
            return calls.incrementAndGet();
        }
    }

    @RestController
    static class Pages {

        private final Reports reports;

        private final Connections connections;

        private final AtomicInteger loads = new AtomicInteger();

        Pages(Reports reports, Connections connections) {
            this.reports = reports;
            this.connections = connections;
        }

        @GetMapping("/report")
        String report() {
            return String.valueOf(reports.ofUser());
        }

        @GetMapping("/shared")
        String shared() {
            return String.valueOf(reports.ofAll());
        }

        @GetMapping("/adhoc")
        String adhoc() {
            return String.valueOf(connections
                    .get("adhoc")
                    .cache()
                    .<Integer, RuntimeException>get(
                            QueryKey.of("adhoc", "", new Object[0]),
                            new CachePolicy(Long.MAX_VALUE / 4, 0, 0, Scope.USER),
                            loads::incrementAndGet));
        }

        @GetMapping("/id")
        String id(HttpServletRequest request) {
            return request.getSession().getId();
        }

        @GetMapping("/new-id")
        String newId(HttpServletRequest request) {
            return request.changeSessionId();
        }

        @GetMapping("/logout")
        String logout(HttpServletRequest request) {
            request.getSession().invalidate();
            return "";
        }
    }
}
