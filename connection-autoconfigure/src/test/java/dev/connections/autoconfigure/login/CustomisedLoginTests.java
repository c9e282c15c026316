package dev.connections.autoconfigure.login;

import static dev.connections.autoconfigure.login.Browser.LOGIN;
import static dev.connections.autoconfigure.login.Browser.header;
import static dev.connections.autoconfigure.login.LoginServer.ALICES_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.autoconfigure.login.form.ViewLoginPage;
import dev.connections.login.RequiresLogin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ViewResolver;

/** What an application replaces, and what it gets wrong. */
@Timeout(60)
class CustomisedLoginTests {

    @Test
    void textsAreThoseOfTheApplicationInTheUsersLanguage() throws Exception {
        try (LoginServer server = LoginServer.start(German.class)) {
            Browser alice = new Browser(server.port());
            HttpResponse<String> german = alice.get(LOGIN, "Accept-Language", "de");
            assertThat(header(german, "Content-Language")).isEqualTo("de");
            assertThat(german.body())
                    .contains("<html lang=\"de\">", "<h1>Lager &#39;{0}&#39; &lt;b&gt;</h1>")
                    .contains(">Benutzer</label>", ">Kennwort</label>", ">Anmelden</button>");
            assertThat(alice.get(LOGIN, "Accept-Language", "fr").body())
                    .contains("<html lang=\"en\">", "<h1>Warehouse</h1>", ">User</label>");
            assertThat(alice.api("/reports/x", "Accept-Language", "de").body()).contains("Zuerst anmelden.");
        }
    }

    @Test
    void aViewShowsTheLogin() throws Exception {
        try (LoginServer server = LoginServer.start(Views.class, "connections.warehouse.login.view=my-login")) {
            Browser alice = new Browser(server.port());
            HttpResponse<String> page = alice.get(LOGIN);
            assertThat(page.body())
                    .startsWith("my-login /connections/warehouse/login [password, user] null name=\"_csrf\" value=\"");
            assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
            HttpResponse<String> refused = alice.logIn("alice", "wrong");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("The login was refused");
            assertThat(alice.logIn("alice", ALICES_PASSWORD).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void aViewMayBeAControllerOfTheApplicationEvenIfAllIsGated() throws Exception {
        try (LoginServer server = LoginServer.start(
                Views.class,
                "connections.warehouse.login.view=forward:/login-form",
                "connections.warehouse.login.paths=/**")) {
            Browser alice = new Browser(server.port());
            assertThat(alice.get(LOGIN).body()).isEqualTo("my form");
            assertThat(alice.get("/login-form").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void aViewThatIsNotThereIsNamed() {
        ViewLoginPage page = new ViewLoginPage("other", List::of, request -> Locale.ENGLISH);
        LoginView login = new LoginView(
                "warehouse", "", "en", "", List.of(), null, null, "", null, new LoginView.Csrf("_csrf", "secret"));
        assertThatThrownBy(() -> page.show(login, new MockHttpServletRequest(), new MockHttpServletResponse()))
                .hasMessageContaining("'other'")
                .hasMessageContaining("'connections.warehouse.login.view'");
        assertThat(login.toString()).doesNotContain("secret");
    }

    @Test
    void aBeanShowsTheLogin() throws Exception {
        try (LoginServer server = LoginServer.start(OwnPage.class)) {
            assertThat(new Browser(server.port()).get(LOGIN).body()).isEqualTo("own page of Warehouse");
        }
    }

    @Test
    void aForwardToWhatIsGatedIsGated() throws Exception {
        try (LoginServer server = LoginServer.start(Views.class)) {
            Browser alice = new Browser(server.port());
            assertThat(header(alice.get("/public/forward?x=1"), "Location")).isEqualTo(LOGIN);
            assertThat(server.pages().behind).hasValue(0);
            assertThat(header(alice.logIn("alice", ALICES_PASSWORD), "Location"))
                    .isEqualTo("/public/forward?x=1");
            assertThat(alice.get("/public/forward").body()).isEqualTo("ALICE");
        }
    }

    @Test
    void whereNobodyLogsInNothingIsInTheWay() throws Exception {
        try (LoginServer server = LoginServer.start(
                WithoutPages.class,
                "connections.warehouse.login.enabled=false",
                "connections.warehouse.username=owner",
                "connections.warehouse.password=owner")) {
            assertThat(new Browser(server.port()).get(LOGIN).statusCode()).isEqualTo(404);
            assertThat(new Browser(server.port()).get("/login-form").body()).isEqualTo("my form");
        }
    }

    @Test
    void aNameThatIsUnknownStopsTheApplication() {
        assertThatThrownBy(() -> LoginServer.start(Misspelled.class)).satisfies(ex -> {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
            assertThat(cause)
                    .isInstanceOf(InvalidLoginsException.class)
                    .hasMessageContaining("MisspelledPages")
                    .hasMessageContaining("names 'warehose'")
                    .hasMessageContaining("Did you mean 'warehouse'?");
            FailureAnalysis analysis = new InvalidLoginsFailureAnalyzer().analyze(ex);
            assertThat(analysis.getDescription()).contains("- @RequiresLogin of", "warehose");
        });
    }

    @Test
    void aPatternThatCannotBeReadStopsTheApplication() {
        assertThatThrownBy(() -> LoginServer.start("connections.warehouse.login.paths=/a/{b"))
                .satisfies(ex -> assertThat(NestedExceptionUtils.getMostSpecificCause(ex))
                        .hasMessageContaining("'connections.warehouse.login.paths'"));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(LoginServer.Application.class)
    static class German {

        @Bean
        StaticMessageSource messageSource() {
            StaticMessageSource messages = new StaticMessageSource();
            messages.addMessage("connections.login.language", Locale.GERMAN, "de");
            messages.addMessage("connections.login.warehouse.title", Locale.GERMAN, "Lager '{0}' <b>");
            messages.addMessage("connections.login.field.user", Locale.GERMAN, "Benutzer");
            messages.addMessage("connections.login.warehouse.field.password", Locale.GERMAN, "Kennwort");
            messages.addMessage("connections.login.submit", Locale.GERMAN, "Anmelden");
            messages.addMessage("connections.login.required", Locale.GERMAN, "Zuerst anmelden.");
            return messages;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({LoginServer.Application.class, ViewPages.class})
    static class Views {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        ViewResolver viewsOfTheApplication() {
            return (name, locale) -> name.equals("my-login")
                    ? (model, request, response) -> {
                        LoginView login = (LoginView) model.get("login");
                        response.getWriter()
                                .print(name + " " + login.action() + " "
                                        + login.fields().stream()
                                                .map(LoginView.Field::name)
                                                .sorted()
                                                .toList()
                                        + " " + login.error() + " name=\""
                                        + login.csrf().name() + "\" value=\""
                                        + login.csrf().value() + "\"");
                    }
                    : name.startsWith("forward:")
                            ? (model, request, response) -> request.getRequestDispatcher(name.substring(8))
                                    .forward(request, response)
                            : null;
        }
    }

    @RestController
    static class ViewPages {

        @GetMapping("/login-form")
        String form() {
            return "my form";
        }

        @GetMapping("/public/forward")
        void forward(HttpServletRequest request, HttpServletResponse response) throws Exception {
            request.getRequestDispatcher("/reports/x").forward(request, response);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({LoginServer.Parts.class, ViewPages.class})
    static class WithoutPages {}

    @Configuration(proxyBeanMethods = false)
    @Import(LoginServer.Application.class)
    static class OwnPage {

        @Bean
        LoginPage page() {
            return (login, request, response) -> response.getWriter().print("own page of " + login.title());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({LoginServer.Application.class, MisspelledPages.class})
    static class Misspelled {}

    @RestController
    @RequiresLogin("warehose")
    static class MisspelledPages {

        @GetMapping("/misspelled")
        Map<String, String> page() {
            return Map.of();
        }
    }
}
