package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.connections.autoconfigure.login.session.LazyLoginConnections;
import dev.connections.autoconfigure.login.session.LoginSessionListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What sessions and threads have to do with logins. */
@Timeout(60)
class LoginSessionTests {

    @Test
    void theEndOfASessionIsALogout() throws Exception {
        try (LoginServer server = LoginServer.start()) {
            Browser alice = loggedIn(server);
            assertThat(server.open()).isOne();
            alice.get("/public/end");
            assertThat(server.open()).isZero();
            assertThat(alice.api("/reports/x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aSessionThatExpiresIsALogout() throws Exception {
        try (LoginServer server = LoginServer.start()) {
            Browser alice = loggedIn(server);
            Context web = (Context) ((TomcatWebServer) server.context.getWebServer())
                    .getTomcat()
                    .getHost()
                    .findChildren()[0];
            for (Session session : web.getManager().findSessions()) {
                session.expire();
            }
            assertThat(server.open()).isZero();
            assertThat(alice.api("/reports/x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void theEndOfTheApplicationEndsAll() throws Exception {
        LoginServer server = LoginServer.start();
        loggedIn(server);
        LoginTarget target = server.target();
        server.close();
        assertThat(target.logins().toString()).contains("0 open");
    }

    @Test
    void aSessionThatOutlivesTheApplicationMakesNoConnections() {
        LazyLoginConnections none = new LazyLoginConnections(new ObjectProvider<>() {

            @Override
            public LoginConnections getObject() {
                throw new IllegalStateException("The application has ended");
            }
        });
        assertThatCode(() ->
                        new LoginSessionListener(none).sessionDestroyed(new HttpSessionEvent(new MockHttpSession())))
                .doesNotThrowAnyException();
    }

    @Test
    void workInTheBackgroundIsForTheUserWhereSpringCarriesTheContext() throws Exception {
        try (LoginServer server =
                LoginServer.start(Application.class, "spring.task.execution.propagate-context=true")) {
            Browser alice = loggedIn(server);
            Browser bob = new Browser(server.port());
            bob.logIn("bob", "the builder");
            for (int i = 0; i < 5; i++) {
                assertThat(alice.get("/public/async").body()).isEqualTo("ALICE");
                assertThat(bob.get("/public/async").body()).isEqualTo("BOB");
                assertThat(alice.get("/public/executor").body()).isEqualTo("ALICE");
            }
            HttpResponse<String> nobody = new Browser(server.port()).api("/public/async");
            assertThat(nobody.statusCode()).isEqualTo(401);
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsWorkForTheUser() throws Exception {
        try (LoginServer server = LoginServer.start(
                Application.class,
                "spring.task.execution.propagate-context=true",
                "spring.threads.virtual.enabled=true")) {
            Browser alice = loggedIn(server);
            assertThat(alice.get("/public/async").body()).isEqualTo("ALICE");
            assertThat(alice.get("/public/callable").body()).isEqualTo("ALICE");
            assertThat(alice.get("/reports/x").body()).isEqualTo("ALICE");
        }
    }

    @Test
    void workInTheBackgroundIsForNobodyWhereNothingCarriesTheContext() throws Exception {
        try (LoginServer server = LoginServer.start(Application.class)) {
            Browser alice = loggedIn(server);
            assertThat(alice.api("/public/async").statusCode()).isEqualTo(401);
        }
    }

    private static Browser loggedIn(LoginServer server) {
        Browser alice = new Browser(server.port());
        assertThat(alice.logIn("alice", ALICES_PASSWORD).statusCode()).isEqualTo(303);
        return alice;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    @Import({LoginServer.Application.class, Background.class, BackgroundPages.class})
    static class Application {}

    static class Background {

        private final Pages pages;

        Background(Pages pages) {
            this.pages = pages;
        }

        @Async("applicationTaskExecutor")
        CompletableFuture<String> user() {
            return CompletableFuture.completedFuture(pages.user());
        }
    }

    @RestController
    static class BackgroundPages {

        private final Background background;

        private final AsyncTaskExecutor executor;

        private final Pages pages;

        BackgroundPages(Background background, AsyncTaskExecutor applicationTaskExecutor, Pages pages) {
            this.background = background;
            this.executor = applicationTaskExecutor;
            this.pages = pages;
        }

        @GetMapping("/public/async")
        CompletableFuture<String> async() {
            return background.user();
        }

        @GetMapping("/public/executor")
        String executor() throws Exception {
            return executor.submit(pages::user).get(10, TimeUnit.SECONDS);
        }
    }
}
