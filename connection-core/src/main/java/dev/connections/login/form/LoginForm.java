package dev.connections.login.form;

import dev.connections.credentials.Credentials;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user fills in to log in. Immutable.
 *
 * <p>Whatever is not a field is not looked at, so that nobody sets what is fixed. What is entered becomes part of a URL or of a
 * driver's properties, so a field other than the user's name and secret takes plain names only: letters, digits, and those
 * signs that mean nothing anywhere.
 *
 * @param connection the connection's name
 * @param fields the fields, in order
 */
public record LoginForm(String connection, List<LoginField> fields) {

    private static final int LONGEST = 255;

    private static final int LONGEST_SECRET = 16_384;

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$]([\\p{L}\\p{N}_$ .-]*[\\p{L}\\p{N}_$])?");

    public LoginForm {
        fields = List.copyOf(fields);
    }

    /**
     * Takes what was entered.
     *
     * @param entered by field; the secret is taken over, not copied, and every array is cleared when the login has ended
     * @throws LoginFailedException if it cannot be what the fields ask for
     */
    public LoginInput read(Map<String, char[]> entered) throws LoginFailedException {
        String user = null;
        char[] secret = null;
        Map<String, String> settings = new LinkedHashMap<>();
        for (LoginField field : fields) {
            char @Nullable [] value = entered.get(field.name());
            if (LoginField.isSecret(field.name())) {
                secret = (value != null) ? checkedSecret(value) : null;
            } else {
                String text = (value != null) ? new String(value).strip() : field.initial();
                if (LoginField.isUser(field.name())) {
                    user = checkedUser(text);
                } else if (!text.isEmpty()) {
                    settings.put(field.name(), checked(field, text));
                }
            }
        }
        if ((secret == null || secret.length == 0) && has(LoginField::isSecret)) {
            throw invalid();
        }
        if (user == null && has(LoginField::isUser)) {
            throw invalid();
        }
        return new LoginInput(
                user,
                (secret != null) ? Credentials.forOneOpening(user, secret) : Credentials.of(user, null),
                settings);
    }

    /** What the fields set that nobody fills in. */
    public Map<String, String> initial() {
        Map<String, String> settings = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> !field.isCredential() && !field.initial().isEmpty())
                .forEach(field -> settings.put(field.name(), field.initial()));
        return settings;
    }

    private boolean has(Predicate<String> kind) {
        return fields.stream().map(LoginField::name).anyMatch(kind);
    }

    private char[] checkedSecret(char[] secret) {
        for (char each : secret) {
            if (each == '\0') {
                throw invalid();
            }
        }
        if (secret.length > LONGEST_SECRET) {
            throw invalid();
        }
        return secret;
    }

    private @Nullable String checkedUser(String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid();
        }
        return text.isEmpty() ? null : text;
    }

    /** What the application itself has put there may be anything. */
    private String checked(LoginField field, String text) {
        if (!text.equals(field.initial())
                && (text.length() > LONGEST
                        || text.contains("..")
                        || !PLAIN.matcher(text).matches())) {
            throw invalid();
        }
        return text;
    }

    private LoginFailedException invalid() {
        return new LoginFailedException(connection, LoginFailure.INVALID, null);
    }

    /** Overwrites all that was entered. */
    public static void clear(Map<String, char[]> entered) {
        entered.values().forEach(value -> Arrays.fill(value, '\0'));
    }
}
