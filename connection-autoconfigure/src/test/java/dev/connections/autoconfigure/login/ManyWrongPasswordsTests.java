package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionFactory;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Those who try passwords, over HTTP: how often the target is asked. */
@Timeout(120)
class ManyWrongPasswordsTests {

    private static final String DEPOT = "/connections/depot/login";

    private static final AtomicInteger ASKED = new AtomicInteger();

    @BeforeEach
    void count() {
        ASKED.set(0);
    }

    @Test
    void tenThousandForOneUserAskTheTargetTenTimes() throws Exception {
        assertThat(statuses(user -> "ann")).containsOnly(401, 429).contains(429);
        assertThat(ASKED.get()).isEqualTo(10);
    }

    @Test
    void tenThousandUsersFromOneAddressAskTheTargetAHundredTimes() throws Exception {
        assertThat(statuses(user -> "ann" + user)).containsOnly(401, 429).contains(429);
        assertThat(ASKED.get()).isEqualTo(100);
    }

    @Test
    void thePageSaysWhenToTryAgain() throws Exception {
        try (LoginServer server = server("connections.depot.login.max-failures=1")) {
            Browser ann = new Browser(server.port());
            ann.json(DEPOT, body("ann"));
            HttpResponse<String> problem = ann.json(DEPOT, body("ann"));
            assertThat(problem.statusCode()).isEqualTo(429);
            assertThat(problem.body()).contains("\"failure\":\"too-many-attempts\"");
            assertThat(Integer.parseInt(header(problem, "Retry-After"))).isBetween(1, 300);
            String csrf = Browser.csrfIn(ann.get(DEPOT).body());
            HttpResponse<String> page = ann.form(DEPOT, Map.of("user", "ann", "password", "x", "_csrf", csrf));
            assertThat(page.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(header(page, "Retry-After"))).isBetween(1, 300);
            assertThat(page.body()).contains("Too many logins have failed. Try again later.");
            assertThat(ann.json(DEPOT, body("otto")).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whatIsNotThereIsUnavailable() throws Exception {
        try (LoginServer server = server()) {
            Browser ann = new Browser(server.port());
            HttpResponse<String> problem = ann.json(DEPOT, body("unreachable"));
            assertThat(problem.statusCode()).isEqualTo(503);
            assertThat(problem.body()).contains("\"failure\":\"unreachable\"").doesNotContain("10.0.0.1");
        }
    }

    private static Set<Integer> statuses(IntFunction<String> users) throws Exception {
        try (LoginServer server = server()) {
            return IntStream.range(0, 4)
                    .parallel()
                    .boxed()
                    .flatMap(part -> {
                        Browser attacker = new Browser(server.port());
                        return IntStream.range(part * 2_500, (part + 1) * 2_500)
                                .mapToObj(number -> attacker.json(DEPOT, body(users.apply(number)))
                                        .statusCode());
                    })
                    .collect(Collectors.toSet());
        }
    }

    private static String body(String user) {
        return "{\"user\":\"" + user + "\",\"password\":\"wrong\"}";
    }

    private static LoginServer server(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "connections.depot.login.enabled=true";
        all[settings.length + 1] = "connections.depot.login.refusal-time=0s";
        return LoginServer.start(Application.class, all);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(LoginServer.Application.class)
    static class Application {

        @Bean
        ConnectionFactory<Object> depotConnectionFactory() {
            return new ConnectionFactory<>() {

                @Override
                public Object connect(Credentials credentials) throws Exception {
                    if ("unreachable".equals(credentials.user())) {
                        throw new ConnectException("10.0.0.1 refused");
                    }
                    ASKED.incrementAndGet();
                    throw new CredentialsRefusedException("depot", "wrong", null);
                }

                @Override
                public boolean authenticates() {
                    return true;
                }

                @Override
                public boolean isOpen(Object resource) {
                    return true;
                }

                @Override
                public void close(Object resource) {}
            };
        }
    }
}
