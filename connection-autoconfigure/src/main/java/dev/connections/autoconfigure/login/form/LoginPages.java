package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginPage;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.autoconfigure.login.LoginView;
import dev.connections.autoconfigure.login.form.LoginMessages.Texts;
import dev.connections.autoconfigure.login.session.RequestLogins;
import dev.connections.autoconfigure.web.ResponseHeaders;
import dev.connections.login.form.LoginField;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Fills login pages and has them shown: by a view, by the application's own {@link LoginPage}, or by the one that there
 * is.
 */
public final class LoginPages {

    private static final String SHOWN = LoginPages.class.getName() + ".shown";

    private static final int LONGEST_SHOWN_AGAIN = 255;

    private final LoginMessages texts;

    private final Function<LoginTarget, LoginPage> pages;

    /** @param pages the page of each connection */
    public LoginPages(LoginMessages texts, Function<LoginTarget, LoginPage> pages) {
        this.texts = texts;
        this.pages = pages;
    }

    /** Returns the parts of pages for templates of the application. */
    public LoginFragments fragments(Supplier<LoginConnections> connections) {
        return new LoginFragments(connections, this);
    }

    /**
     * Shows the page of a connection.
     *
     * @param error code of what went wrong, or {@code null}
     * @param note code of something else to be said, or {@code null}
     * @param values values of the fields that differ from the initial ones
     */
    void show(
            LoginExchange exchange,
            RequestLogins logins,
            HttpStatus status,
            @Nullable String error,
            @Nullable String note,
            Map<String, String> values)
            throws IOException, ServletException {
        HttpServletRequest request = exchange.request();
        HttpServletResponse response = exchange.response();
        LoginTarget target = exchange.target();
        Texts words = texts.of(request, target);
        boolean open = logins.areOpen(target);
        LoginView view = new LoginView(
                target.name(),
                words.title(),
                words.get("language"),
                LoginPaths.login(request, target),
                fields(target, words, values),
                (error != null) ? words.get("error." + error) : null,
                (note != null) ? words.get(note) : open ? words.get("logged-in") : null,
                words.get("submit"),
                open ? logoutButton(request, target) : null,
                CsrfTokens.of(request));
        response.setStatus(status.value());
        ResponseHeaders.preventCaching(response);
        response.setHeader("X-Frame-Options", "DENY");
        request.setAttribute(SHOWN, true);
        try {
            pages.apply(target).show(view, request, response);
        } finally {
            request.removeAttribute(SHOWN);
        }
    }

    boolean areShown(HttpServletRequest request) {
        return request.getAttribute(SHOWN) != null;
    }

    private static List<LoginView.Field> fields(LoginTarget target, Texts words, Map<String, String> values) {
        if (target.oauth2() != null) {
            return List.of();
        }
        return target.logins().form().fields().stream()
                .map(field -> new LoginView.Field(
                        field.name(),
                        words.label(field.name()),
                        field.echoed() ? values.getOrDefault(field.name(), field.initial()) : "",
                        field.echoed() ? "text" : "password",
                        !field.isCredential() ? "off" : field.echoed() ? "username" : "current-password",
                        field.isCredential()))
                .toList();
    }

    /** What was entered that is no secret: an attempt overwrites it. */
    static Map<String, String> shownAgain(LoginTarget target, Map<String, char[]> entered) {
        Map<String, String> shown = new HashMap<>();
        for (LoginField field : target.logins().form().fields()) {
            char[] value = entered.get(field.name());
            if (field.echoed() && value != null) {
                shown.put(field.name(), new String(value, 0, Math.min(value.length, LONGEST_SHOWN_AGAIN)));
            }
        }
        return shown;
    }

    /** Empty without a login. */
    void writeLogoutButton(LoginExchange exchange, RequestLogins logins) throws IOException {
        boolean open = logins.areOpen(exchange.target());
        String button = open ? logoutButton(exchange.request(), exchange.target()) : "";
        HttpServletResponse response = exchange.response();
        ResponseHeaders.preventCaching(response);
        response.setHeader("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'");
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(button.getBytes(StandardCharsets.UTF_8));
    }

    String logoutButton(HttpServletRequest request, LoginTarget target) {
        return "<form method=\"post\" action=\"" + HtmlLoginPage.escaped(LoginPaths.logout(request, target)) + "\">"
                + HtmlLoginPage.hidden(CsrfTokens.of(request))
                + "<button type=\"submit\">"
                + HtmlLoginPage.escaped(texts.of(request, target).get("logout"))
                + "</button></form>";
    }
}
