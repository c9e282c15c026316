package dev.connections.samples.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.samples.testing.HttpUser;
import dev.connections.testing.snowflake.SnowflakeServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** The sample with a login for each user, on the embedded server, with users who have no scripts. */
@SpringBootTest(useMainMethod = UseMainMethod.ALWAYS, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("login")
class OwnSessionTests {

    @LocalServerPort
    private int port;

    @Autowired
    private SnowflakeServer server;

    @Test
    void whoIsNotLoggedInIsAskedToAndThenSeesTheOrders() throws Exception {
        HttpUser scott = new HttpUser(port);
        assertThat(scott.get("/").body()).contains("Everybody can read this page");
        HttpResponse<String> asked = scott.get("/reports/index.html");
        assertThat(asked.uri()).hasPath("/connections/warehouse/login");
        assertThat(asked.body()).contains("Snowflake Login", "name=\"user\"", "SNOWFLAKE_SAMPLE_DATA");
        HttpResponse<String> refused = scott.logIn(fields("SCOTT", "lion"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("role=\"alert\"").doesNotContain("lion");
        assertThat(scott.logIn(fields(SnowflakeServer.USER, SnowflakeServer.PASSWORD))
                        .uri())
                .hasPath("/reports/index.html");
        assertThat(scott.getJson("/reports/orders").body()).contains("Clerk#000000951");
    }

    @Test
    void eachUserHasASessionOfTheirOwn() throws Exception {
        HttpUser scott = new HttpUser(port);
        HttpUser mary = new HttpUser(port);
        scott.logIn(fields(SnowflakeServer.USER, SnowflakeServer.PASSWORD));
        mary.logIn(fields("MARY", "wool"));
        for (int i = 0; i < 3; i++) {
            assertThat(scott.getJson("/reports/whose").body()).contains("\"SCOTT\"", "\"SALES\"");
            assertThat(mary.getJson("/reports/whose").body()).contains("\"MARY\"", "\"SALES\"");
        }
    }

    @Test
    void whoseSessionHasEndedLogsInAgain() throws Exception {
        HttpUser mary = new HttpUser(port);
        mary.logIn(fields("MARY", "wool"));
        assertThat(mary.getJson("/reports/whose").statusCode()).isEqualTo(200);
        server.forgetSessions();
        // a session that has answered within the last seconds counts as open
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (mary.getJson("/reports/whose").statusCode() != 401) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        assertThat(mary.logIn(fields("MARY", "wool")).statusCode()).isEqualTo(200);
        assertThat(mary.getJson("/reports/whose").body()).contains("\"MARY\"");
    }

    @Test
    void afterLogoutTheGateIsShut() throws Exception {
        HttpUser mary = new HttpUser(port);
        mary.logIn(fields("MARY", "wool"));
        assertThat(mary.getJson("/reports/orders").statusCode()).isEqualTo(200);
        assertThat(mary.logOut().uri()).hasPath("/connections/warehouse/login");
        assertThat(mary.getJson("/reports/orders").statusCode()).isEqualTo(401);
    }

    private static Map<String, String> fields(String user, String password) {
        return Map.of("user", user, "password", password, "database", "SALES");
    }
}
