package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginPage;
import dev.connections.autoconfigure.login.LoginView;
import dev.connections.autoconfigure.login.LoginView.Field;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The login page where the application has none of its own: without a script, an image, or anything from elsewhere. */
public final class HtmlLoginPage implements LoginPage {

    private static final String STYLE =
            """
            :root{color-scheme:light dark;--page:#f3f4f6;--card:#fff;--text:#1f2328;--line:#868e96;--accent:#0b5cad;\
            --on-accent:#fff;--error:#a40e26;--error-page:#fdecee}
            @media (prefers-color-scheme:dark){:root{--page:#14171a;--card:#1f2429;--text:#e6e8ea;--line:#7d8790;\
            --accent:#7ab7f5;--on-accent:#0b1a2a;--error:#ffb3bd;--error-page:#3d1a20}}
            *{box-sizing:border-box}
            body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--page);\
            color:var(--text);font:1rem/1.5 system-ui,sans-serif}
            main{width:100%;max-width:24rem;padding:2rem 1.5rem;border-radius:.75rem;background:var(--card);\
            box-shadow:0 1px 4px #0003}
            h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
            label{display:block;margin-top:1rem;font-weight:600}
            input{width:100%;margin-top:.25rem;padding:.6rem .75rem;border:1px solid var(--line);border-radius:.4rem;\
            background:transparent;color:inherit;font:inherit}
            button{width:100%;margin-top:1.5rem;padding:.7rem;border:0;border-radius:.4rem;background:var(--accent);\
            color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}
            :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
            [role=alert]{padding:.6rem .75rem;border-radius:.4rem;background:var(--error-page);color:var(--error)}
            p{margin:0 0 1rem;overflow-wrap:anywhere}
            """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Override
    public void show(LoginView login, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Content-Language", languageOf(login));
        byte[] page = html(login).getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private static String html(LoginView login) {
        StringBuilder html = new StringBuilder(4096);
        html.append("<!DOCTYPE html>\n<html lang=\"").append(escaped(languageOf(login)));
        html.append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.append("<title>").append(escaped(login.title())).append("</title>\n");
        html.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
        html.append("<h1>").append(escaped(login.title())).append("</h1>\n");
        paragraph(html, login.error(), " role=\"alert\" tabindex=\"-1\" autofocus");
        paragraph(html, login.note(), " role=\"status\"");
        form(html, login);
        html.append((login.logoutButton() != null) ? login.logoutButton() + "\n" : "");
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void paragraph(StringBuilder html, @Nullable String text, String attributes) {
        if (text != null) {
            html.append("<p")
                    .append(attributes)
                    .append('>')
                    .append(escaped(text))
                    .append("</p>\n");
        }
    }

    private static void form(StringBuilder html, LoginView login) {
        html.append("<form method=\"post\" action=\"").append(escaped(login.action()));
        html.append("\" accept-charset=\"utf-8\">\n").append(hidden(login.csrf()));
        boolean focused = login.error() != null;
        for (Field field : login.fields()) {
            boolean focus = !focused && field.value().isEmpty();
            focused |= focus;
            html.append("<label for=\"field-").append(escaped(field.name())).append("\">");
            html.append(escaped(field.label())).append("</label>\n");
            html.append("<input id=\"field-").append(escaped(field.name()));
            html.append("\" name=\"").append(escaped(field.name()));
            html.append("\" type=\"").append(escaped(field.type()));
            html.append("\" value=\"").append(escaped(field.value()));
            html.append("\" autocomplete=\"").append(escaped(field.autocomplete()));
            html.append("\" autocapitalize=\"none\" spellcheck=\"false\"");
            html.append(field.required() ? " required" : "").append(focus ? " autofocus" : "");
            html.append(">\n");
        }
        html.append("<button type=\"submit\">").append(escaped(login.submit()));
        html.append("</button>\n</form>\n");
    }

    static String hidden(LoginView.Csrf csrf) {
        return "<input type=\"hidden\" name=\"" + escaped(csrf.name()) + "\" value=\"" + escaped(csrf.value()) + "\">";
    }

    static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    /** A text of the application that is no language tag must not become more than that. */
    private static String languageOf(LoginView login) {
        return login.language().replaceAll("[^A-Za-z0-9-]", "");
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }
}
