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
 * The login form of a connection. Immutable.
 *
 * <p>Input that is not a field is ignored, so that users cannot set fixed options. Input becomes part of a URL or
 * of driver properties, so fields other than user and password accept plain names only: letters, digits, and
 * characters without a special meaning.
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
     * Validates the input.
     *
     * @param entered the input by field; the secret is not copied, and every array is cleared after the attempt
     * @throws LoginFailedException if a value is invalid for its field
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

    /** The initial values of the fields, without credentials. */
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

    /** Overwrites all input. */
    public static void clear(Map<String, char[]> entered) {
        entered.values().forEach(value -> Arrays.fill(value, '\0'));
    }
}
