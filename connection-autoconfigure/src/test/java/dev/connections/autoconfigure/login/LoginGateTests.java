package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.header;
import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.login.LoginRequiredException;
import dev.connections.sql.SqlConnection;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gate before paths and controllers, and what is behind it. */
@Timeout(60)
class LoginGateTests {

    private static LoginServer server;

    private final Browser alice = new Browser(server.port());

    @BeforeAll
    static void start() {
        server = LoginServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void count() {
        server.pages().behind.set(0);
    }

    private void nothingBehindTheGateHasRun() {
        assertThat(server.pages().behind).hasValue(0);
    }

    @Test
    void aBrowserIsLedToTheLoginPageAndThenToWhatItAskedFor() {
        HttpResponse<String> asked = alice.get("/reports/day?of=%C3%A4&x=%2F");
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(header(asked, "Location")).isEqualTo(LOGIN);
        assertThat(header(asked, "Cache-Control")).isEqualTo("no-store");
        nothingBehindTheGateHasRun();
        HttpResponse<String> loggedIn = alice.logIn("alice", ALICES_PASSWORD);
        assertThat(loggedIn.statusCode()).isEqualTo(303);
        assertThat(header(loggedIn, "Location")).isEqualTo("/reports/day?of=%C3%A4&x=%2F");
        assertThat(alice.get("/reports/day").body()).isEqualTo("ALICE");
    }

    @Test
    void aProgramIsToldWhereToLogIn() {
        HttpResponse<String> asked = alice.api("/reports/day?of=x");
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(header(asked, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(asked, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(asked, "WWW-Authenticate")).isEqualTo("Login realm=\"warehouse\"");
        assertThat(asked.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                        + "\"detail\":\"Log in to this connection first.\",\"instance\":\"/reports/day\","
                        + "\"connection\":\"warehouse\",\"login\":\"/connections/warehouse/login\"}");
        assertThat(header(asked, "Set-Cookie")).isNull();
        nothingBehindTheGateHasRun();
        assertThat(alice.json(LOGIN, "{\"user\":\"alice\",\"password\":\"in wonderland\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(alice.api("/reports/day").body()).isEqualTo("ALICE");
    }

    @Test
    void aScriptOfAPageIsAProgram() {
        assertThat(alice.get("/reports/day", "X-Requested-With", "XMLHttpRequest")
                        .statusCode())
                .isEqualTo(401);
        assertThat(alice.send(alice.request("/reports/day", "Accept", "*/*")).statusCode())
                .isEqualTo(401);
        assertThat(alice.send(alice.request("/reports/day", "Accept", "text/html;q=0, */*"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(alice.send(alice.request("/reports/day", "Accept", "no media type"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void noMethodPasses() {
        for (String method : new String[] {"HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"}) {
            assertThat(alice.send(alice.request("/reports/day").method(method, BodyPublishers.noBody()))
                            .statusCode())
                    .as(method)
                    .isEqualTo(401);
        }
        nothingBehindTheGateHasRun();
    }

    @Test
    void whatWasPostedIsNotAskedForAgain() {
        HttpResponse<String> asked = alice.form("/reports/day", Map.of("a", "b"));
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(header(alice.logIn("alice", ALICES_PASSWORD), "Location")).isEqualTo("/");
    }

    @Test
    void whatIsNotGatedNeedsNoLogin() {
        assertThat(alice.get("/public").body()).isEqualTo("open to all");
        assertThat(alice.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(alice.get("/public/fails").statusCode()).isEqualTo(500);
    }

    @Test
    void anAnnotationGatesAController() {
        assertThat(header(alice.get("/annotated"), "Location")).isEqualTo(LOGIN);
        assertThat(alice.api("/annotated").statusCode()).isEqualTo(401);
        nothingBehindTheGateHasRun();
        assertThat(header(alice.logIn("alice", ALICES_PASSWORD), "Location")).isEqualTo("/annotated");
        assertThat(alice.get("/annotated").body()).isEqualTo("ALICE");
    }

    @Test
    void whatFindsNobodyLoggedInGetsTheSameAnswer() {
        HttpResponse<String> page = alice.get("/public/uses");
        assertThat(page.statusCode()).isEqualTo(303);
        HttpResponse<String> problem = alice.api("/public/wraps");
        assertThat(problem.statusCode()).isEqualTo(401);
        assertThat(header(alice.api("/public/callable"), "WWW-Authenticate")).startsWith("Login ");
        assertThat(header(alice.logIn("alice", ALICES_PASSWORD), "Location")).isEqualTo("/public/uses");
    }

    @Test
    void anAnswerThatWasBegunIsForgotten() {
        HttpResponse<String> asked = alice.api("/public/uses");
        assertThat(header(asked, "ETag")).isNull();
        assertThat(header(asked, "X-Kept")).isEqualTo("yes");
        assertThat(header(asked, "Content-Type")).isEqualTo("application/problem+json");
        assertThatThrownBy(() -> alice.api("/public/committed")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aConnectionThatDiesLogsOut() throws Exception {
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(alice.get("/reports/day").body()).isEqualTo("ALICE");
        server.target().logins().reset();
        assertThat(header(alice.get("/reports/day"), "Location")).isEqualTo(LOGIN);
        assertThat(alice.api("/reports/day").statusCode()).isEqualTo(401);
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(alice.get("/reports/day").body()).isEqualTo("ALICE");
    }

    @Test
    void aConnectionThatDiesBehindTheGateAsksForALoginToo() {
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(header(alice.get("/reports/dies"), "Location")).isEqualTo(LOGIN);
        alice.logIn("alice", ALICES_PASSWORD);
        HttpResponse<String> asked = alice.api("/reports/dies");
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.body()).contains("\"login\":\"/connections/warehouse/login\"");
    }

    @Test
    void eachUserSeesTheirOwnConnection() {
        Browser bob = new Browser(server.port());
        alice.logIn("alice", ALICES_PASSWORD);
        bob.logIn("bob", "the builder");
        assertThat(alice.get("/reports/day").body()).isEqualTo("ALICE");
        assertThat(bob.get("/reports/day").body()).isEqualTo("BOB");
        assertThat(alice.get("/public/uses").body()).isEqualTo("ALICE");
    }

    @Test
    void whatIsAnsweredInTheBackgroundWorksForTheUser() {
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(alice.get("/public/callable").body()).isEqualTo("ALICE");
    }

    @Test
    void outsideARequestNobodyIsLoggedIn() {
        alice.logIn("alice", ALICES_PASSWORD);
        assertThatThrownBy(() -> server.context.getBean(SqlConnection.class).query("select 1"))
                .isInstanceOf(LoginRequiredException.class);
    }
}
