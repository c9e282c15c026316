package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.header;
import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.login.RequiresLogin;
import dev.connections.sql.SqlConnection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** All ways to what is behind the gate, and what its responses say about caching. */
@Timeout(60)
class GatedDispatchTests {

    private static LoginServer server;

    private final Browser alice = new Browser(server.port());

    private final Browser mallory = new Browser(server.port());

    @BeforeAll
    static void start() {
        server = LoginServer.start(Application.class);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void logIn() {
        alice.logIn("alice", ALICES_PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "/public/dispatched, /reports/x",
        "/public/dispatched, /annotated",
        "/public/dispatched, /REPORTS/x",
        "/public/dispatched, /public/../reports/x",
        "/public/dispatched, /reports;a=b/x",
        "/public/included, /reports/x",
        "/public/included, /annotated",
        "/public/included, //reports/x",
        "/public/included, /public/../reports/x",
        "/public/included, /public/forwarded?to=/reports/x",
        "/public/forwarded, /reports/x",
        "/public/forwarded, /annotated",
        "/public/dispatched, /public/forwarded?to=/reports/x"
    })
    void noDispatchPassesTheGateWithoutALogin(String by, String to) {
        int behind = server.pages().behind.get();
        HttpResponse<String> refused = mallory.api(by + "?to=" + to);
        assertThat(server.pages().behind).hasValue(behind);
        assertThat(refused.statusCode()).as(refused.body()).isIn(400, 401, 404);
    }

    /** Tomcat keeps the status 200 of an include within an asynchronous dispatch: the body is empty. */
    @Test
    void anIncludeWithinAnAsynchronousDispatchShowsNothing() {
        int behind = server.pages().behind.get();
        HttpResponse<String> refused = mallory.api("/public/dispatched?to=/public/included?to=/annotated");
        assertThat(server.pages().behind).hasValue(behind);
        assertThat(refused.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatched", "included", "forwarded"})
    void whoIsLoggedInPassesByEachDispatch(String by) {
        assertThat(alice.api("/public/" + by + "?to=/reports/x").body()).isEqualTo("ALICE");
        assertThat(alice.api("/public/" + by + "?to=/annotated").body()).isEqualTo("ALICE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dispatched", "included"})
    void aBrowserReturnsAfterTheLoginToWhatItRequested(String by) {
        String requested = "/public/" + by + "?to=/reports/x";
        HttpResponse<String> redirected = mallory.get(requested);
        assertThat(header(redirected, "Location")).isEqualTo(LOGIN);
        assertThat(header(mallory.logIn("alice", ALICES_PASSWORD), "Location")).isEqualTo(requested);
    }

    @Test
    void aRequestThatHasPassedContinuesAfterWorkInTheBackground() {
        assertThat(alice.api("/reports/leaves").body()).isEqualTo("done");
        assertThat(alice.api("/reports/x").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/reports/x",
                "/reports/leaves",
                "/reports/reset",
                "/reports/missing/../x",
                "/annotated",
                "/public/uses",
                "/public/callable",
                "/public/streamed",
                "/public/forwarded?to=/reports/x",
                "/public/included?to=/reports/x",
                "/public/dispatched?to=/reports/x"
            })
    void aResponseToAUserIsNotStored(String path) {
        assertThat(alice.api(path).headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void theApplicationMaySayOtherwise() {
        assertThat(alice.api("/reports/cached").headers().allValues("Cache-Control"))
                .containsExactly("max-age=60, private");
        assertThat(alice.api("/reports/added").headers().allValues("Cache-Control"))
                .containsExactly("private", "max-age=5");
    }

    @Test
    void whatIsOpenToAllStaysAsItIs() {
        assertThat(header(mallory.api("/public"), "Cache-Control")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user=alice&password=in+wonderland",
                "%75ser=alice&passwor%64=in%20wonderland",
                "password=in+wonderland&a=b&user=alice"
            })
    void credentialsInTheQueryAreNoLogin(String query) {
        HttpResponse<String> refused = mallory.send(mallory.request(LOGIN + "?_csrf=" + mallory.csrf() + "&" + query)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.noBody()));
        assertThat(refused.statusCode()).isEqualTo(400);
        HttpResponse<String> half = mallory.send(mallory.request(LOGIN + "?" + query)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("user=alice&_csrf=" + mallory.csrf())));
        assertThat(half.statusCode()).isEqualTo(400);
        assertThat(mallory.api("/reports/x").statusCode()).isEqualTo(401);
    }

    @Configuration(proxyBeanMethods = false)
    @Import({LoginServer.Application.class, Dispatches.class})
    static class Application {}

    @RestController
    static class Dispatches {

        private final SqlConnection warehouse;

        Dispatches(SqlConnection warehouse) {
            this.warehouse = warehouse;
        }

        @GetMapping("/public/dispatched")
        void dispatched(@RequestParam String to, HttpServletRequest request, HttpServletResponse response) {
            request.startAsync(request, response).dispatch(to);
        }

        @GetMapping("/public/included")
        void included(@RequestParam String to, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            request.getRequestDispatcher(to).include(request, response);
        }

        @GetMapping("/public/forwarded")
        void forwarded(@RequestParam String to, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            request.getRequestDispatcher(to).forward(request, response);
        }

        @GetMapping("/reports/leaves")
        @RequiresLogin("warehouse")
        Callable<String> leaves() {
            return () -> {
                warehouse.reset();
                return "done";
            };
        }

        @GetMapping("/public/streamed")
        StreamingResponseBody streamed() {
            return out -> out.write(
                    warehouse.sql("select current_user").value(String.class).getBytes(StandardCharsets.UTF_8));
        }

        @GetMapping("/reports/reset")
        void reset(HttpServletResponse response) {
            response.reset();
        }

        @GetMapping("/reports/cached")
        ResponseEntity<String> cached() {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePrivate())
                    .body("cached");
        }

        @GetMapping("/reports/added")
        void added(HttpServletResponse response) {
            response.addHeader("Cache-Control", "private");
            response.addHeader("cache-control", "max-age=" + TimeUnit.SECONDS.toSeconds(5));
        }
    }
}
