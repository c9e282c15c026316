package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * All that users read. An application translates or replaces a text by a message {@code connections.login.<key>}, or
 * {@code connections.login.<connection>.<key>} for one connection; those that it leaves out are English. The language
 * of the page is itself a message, {@code connections.login.language}. Safe for use by several threads.
 */
public final class LoginMessages {

    private static final String PREFIX = "connections.login.";

    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("language", "en"),
            Map.entry("submit", "Log in"),
            Map.entry("logout", "Log out"),
            Map.entry("required", "Log in to this connection first."),
            Map.entry("logged-in", "You are logged in."),
            Map.entry("logged-out", "You are logged out."),
            Map.entry("error.refused", "The login was refused. Check what you entered."),
            Map.entry("error.unreachable", "The system cannot be reached at the moment."),
            Map.entry("error.timed-out", "The system did not answer in time."),
            Map.entry("error.busy", "Too many users log in at the moment. Try again later."),
            Map.entry("error.too-many-attempts", "Too many logins have failed. Try again later."),
            Map.entry("error.invalid", "Something that you entered cannot be used. Check it."),
            Map.entry("error.expired", "This page was open for too long. Please log in again."),
            Map.entry("error.malformed", "The request cannot be read."),
            Map.entry("error.sign-in", "Sign in to the application first."));

    private final MessageSource messages;

    private final RequestLocale locales;

    public LoginMessages(MessageSource messages, RequestLocale locales) {
        this.messages = messages;
        this.locales = locales;
    }

    /** The texts of a connection in the language of the sender of a request. */
    Texts of(HttpServletRequest request, LoginTarget target) {
        Locale locale = locales.of(request);
        return new Texts(target, locale, messages);
    }

    record Texts(LoginTarget target, Locale locale, MessageSource messages) {

        String get(String key) {
            return get(key, ENGLISH.getOrDefault(key, key));
        }

        String title() {
            return get("title", target.title());
        }

        String label(String field) {
            return get("field." + field, humanised(field));
        }

        private String get(String key, String english) {
            String own = find(PREFIX + target.name() + "." + key);
            return Objects.requireNonNullElse((own != null) ? own : find(PREFIX + key), english);
        }

        private @Nullable String find(String code) {
            return messages.getMessage(code, null, null, locale);
        }

        /** {@code project-db}, {@code project_db} and {@code projectDb} are called Project db. */
        private static String humanised(String name) {
            String words = name.replaceAll("[-_.]+", " ")
                    .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }
}
