package dev.connections.samples.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.samples.testing.HttpUser;
import dev.connections.sql.SqlConnection;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The sample as it starts by default, with users who have no scripts. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LoginApplicationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private SqlConnection warehouseOwner;

    @Test
    void whoIsNotLoggedInIsAskedToAndThenSeesWhatWasAskedFor() throws Exception {
        HttpUser mary = new HttpUser(port);
        assertThat(mary.get("/").body()).contains("Everybody can read this page");
        HttpResponse<String> asked = mary.get("/reports/index.html");
        assertThat(asked.uri()).hasPath("/connections/warehouse/login");
        assertThat(asked.body()).contains("Warehouse", "name=\"user\"", "name=\"password\"");
        HttpResponse<String> refused = mary.logIn("mary", "cotton");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("role=\"alert\"").doesNotContain("cotton");
        HttpResponse<String> shown = mary.logIn("mary", "wool");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.uri()).hasPath("/reports/index.html");
        assertThat(mary.getJson("/reports/orders").body())
                .contains("Knitting Club", "School of Weavers")
                .doesNotContain("Tea House");
    }

    @Test
    void nobodySeesWhatAnotherMay() throws Exception {
        HttpUser mary = new HttpUser(port);
        HttpUser john = new HttpUser(port);
        mary.logIn("mary", "wool");
        john.logIn("john", "leaf");
        for (int i = 0; i < 3; i++) {
            assertThat(mary.getJson("/reports/orders").body())
                    .contains("Knitting Club")
                    .doesNotContain("Tea House");
            assertThat(john.getJson("/reports/orders").body())
                    .contains("Tea House")
                    .doesNotContain("Knitting Club");
        }
    }

    @Test
    void whoLosesTheConnectionIsAskedToLogInAgain() throws Exception {
        HttpUser mary = new HttpUser(port);
        mary.logIn("mary", "wool");
        assertThat(mary.getJson("/reports/orders").statusCode()).isEqualTo(200);
        warehouseOwner
                .sql("select abort_session(session_id) from information_schema.sessions where user_name = 'MARY'")
                .rows();
        // a connection that has answered within the last second counts as open
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (mary.getJson("/reports/orders").statusCode() != 401) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        assertThat(mary.get("/reports/index.html").uri()).hasPath("/connections/warehouse/login");
        assertThat(mary.logIn("mary", "wool").uri()).hasPath("/reports/index.html");
        assertThat(mary.getJson("/reports/orders").body()).contains("Knitting Club");
    }

    @Test
    void afterLogoutTheGateIsShut() throws Exception {
        HttpUser mary = new HttpUser(port);
        mary.logIn("mary", "wool");
        assertThat(mary.getJson("/reports/orders").statusCode()).isEqualTo(200);
        HttpResponse<String> left = mary.logOut();
        assertThat(left.uri()).hasPath("/connections/warehouse/login");
        HttpResponse<String> gated = mary.getJson("/reports/orders");
        assertThat(gated.statusCode()).isEqualTo(401);
        assertThat(gated.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(gated.body()).contains("/connections/warehouse/login");
    }
}
