package dev.connections.autoconfigure.login;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a login page shows. None of its texts is escaped. Immutable.
 *
 * <p>A page of the application's own sends a form by POST to {@link #action()}, with a value for each field by its
 * name, and with the hidden field {@link #csrf()}.
 *
 * @param connection the connection's name
 * @param title the title
 * @param language of the texts, as a language tag
 * @param action where the form is sent to
 * @param fields the fields, in order
 * @param error what went wrong, or {@code null}
 * @param note something else that the user should know, or {@code null}
 * @param submit the text of the button
 * @param logoutButton a form that logs out, as HTML; {@code null} if the user is not logged in
 * @param csrf the hidden field that tells this page's form from forged ones
 */
public record LoginView(
        String connection,
        String title,
        String language,
        String action,
        List<Field> fields,
        @Nullable String error,
        @Nullable String note,
        String submit,
        @Nullable String logoutButton,
        Csrf csrf) {

    public LoginView {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param name its name
     * @param label its label
     * @param value its value; never a secret
     * @param type {@code text} or {@code password}
     * @param autocomplete what a password manager may put there, as a token of HTML's {@code autocomplete}
     * @param required whether there is no login without it
     */
    public record Field(String name, String label, String value, String type, String autocomplete, boolean required) {}

    /**
     * A hidden field.
     *
     * @param name its name
     * @param value its value
     */
    public record Csrf(String name, String value) {

        /** Without its value. */
        @Override
        public String toString() {
            return "Csrf[" + name + "]";
        }
    }
}
