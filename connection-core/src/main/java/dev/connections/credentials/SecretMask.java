package dev.connections.credentials;

import java.lang.reflect.Constructor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Masks configured secrets in texts and exceptions, because drivers repeat their input. Plain, percent-encoded and
 * Base64 forms are found at word boundaries; long secrets that are not words are found anywhere.
 *
 * <p>A secret that is short, a common word, or equal to a visible name (user, host, database) is masked only as the
 * value of a password or in user information. Masked everywhere, {@code a} or {@code sa} would garble each message,
 * and reveal the secret. Immutable and thread-safe.
 */
public final class SecretMask {

    /** The replacement of a secret. */
    public static final String MASK = "******";

    private static final int SHORT = 4;

    private static final int LONG = 8;

    /** Words of messages that are also popular passwords. */
    private static final Set<String> WORDS = Set.of(
            "password",
            "passwort",
            "secret",
            "user",
            "login",
            "connection",
            "database",
            "server",
            "localhost",
            "false",
            "postgres",
            "mysql",
            "mariadb",
            "oracle",
            "postgresql",
            "sqlserver",
            "sqlite",
            "duckdb",
            "snowflake",
            "admin",
            "public",
            "authentication",
            "default",
            "guest",
            "access");

    private static final String WORD_CHARACTER = "[\\p{L}\\p{N}]";

    /** Before the value of a password, and between the user and the host. */
    private static final String VALUE_OF =
            "(?<=(?i:pass|pass(?:word|wd|phrase|code)|pwd|secret|token|key)[\"']?\\s?[=:]\\s?[\"'{]?)";

    private static final String IN_USER_INFO = "(?<=[:/]\\s?)";

    /** Masks nothing. */
    public static final SecretMask NONE = new SecretMask(List.of(), List.of());

    /** Finds strong secrets and shown names, or {@code null} if there are no such secrets. */
    private final @Nullable Pattern anywhere;

    /** Finds weak secrets, or {@code null} if there are none. */
    private final @Nullable Pattern inContext;

    private final Set<String> strong = new LinkedHashSet<>();

    /**
     * Creates a mask.
     *
     * @param secrets the configured secrets
     * @param names names that messages keep: the user, the host, the database
     */
    public SecretMask(Collection<String> secrets, Collection<String> names) {
        Set<String> shown = names.stream().filter(name -> !name.isBlank()).collect(Collectors.toSet());
        Set<String> weak = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (secret.isBlank()) {
                continue;
            }
            boolean isWeak = isWeak(secret, shown);
            (isWeak ? weak : strong).addAll(encoded(secret));
            if (!isWeak) {
                strong.addAll(base64(secret));
            }
            shown.forEach(name -> strong.addAll(base64(name + ":" + secret)));
        }
        this.anywhere = strong.isEmpty() ? null : anywhere(strong, shown);
        this.inContext = weak.isEmpty() ? null : inContext(weak);
    }

    /** Returns a text without secrets. */
    public String mask(String text) {
        String result = text;
        if (inContext != null) {
            result = inContext.matcher(result).replaceAll(MASK);
        }
        if (anywhere != null) {
            result = anywhere.matcher(result)
                    .replaceAll(
                            found -> strong.contains(found.group()) ? MASK : Matcher.quoteReplacement(found.group()));
        }
        return result;
    }

    /**
     * Returns the failure without secrets in its message, causes, suppressed and next exceptions. It is the same object
     * if it has none, and otherwise a copy with the same stack trace, SQL state and vendor code. The copy has the
     * nearest type of the JDK or of Spring.
     */
    public Throwable clean(Throwable failure) {
        return isLeaking(failure, new IdentityHashMap<>()) ? copy(failure, new IdentityHashMap<>()) : failure;
    }

    /**
     * Same as {@link #clean(Throwable)}, with the type of the result.
     *
     * @param type a type of the JDK or of Spring
     */
    public <T extends Throwable> T clean(T failure, Class<T> type) {
        Throwable cleaned = clean(failure);
        return type.isInstance(cleaned) ? type.cast(cleaned) : failure;
    }

    private boolean isLeaking(@Nullable Throwable failure, Map<Throwable, Boolean> seen) {
        if (failure == null || seen.put(failure, true) != null) {
            return false;
        }
        String text = failure.toString();
        return !mask(text).equals(text)
                || isLeaking(failure.getCause(), seen)
                || Stream.of(failure.getSuppressed()).anyMatch(each -> isLeaking(each, seen))
                || (failure instanceof SQLException sqlException && isLeaking(sqlException.getNextException(), seen));
    }

    private @Nullable Throwable copy(@Nullable Throwable failure, Map<Throwable, Throwable> copies) {
        if (failure == null) {
            return null;
        }
        @Nullable Throwable known = copies.get(failure);
        if (known != null) {
            return known;
        }
        @Nullable String message = (failure.getMessage() == null) ? null : mask(failure.getMessage());
        Throwable copy = (failure instanceof SQLException sqlException)
                ? copyOf(sqlException, message)
                : copyOf(failure, message);
        copies.put(failure, copy);
        copy.setStackTrace(failure.getStackTrace());
        @Nullable Throwable cause = copy(failure.getCause(), copies);
        if (cause != null && copy.getCause() == null && cause != copy) {
            copy.initCause(cause);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            @Nullable Throwable cleaned = copy(suppressed, copies);
            if (cleaned != null && cleaned != copy) {
                copy.addSuppressed(cleaned);
            }
        }
        if (failure instanceof SQLException sqlException
                && copy instanceof SQLException sqlCopy
                && copy(sqlException.getNextException(), copies) instanceof SQLException next
                && next != sqlCopy
                && sqlCopy.getNextException() == null) {
            sqlCopy.setNextException(next);
        }
        return copy;
    }

    private static SQLException copyOf(SQLException failure, @Nullable String message) {
        if (failure instanceof BatchUpdateException batch) {
            return new BatchUpdateException(
                    message, batch.getSQLState(), batch.getErrorCode(), batch.getUpdateCounts());
        }
        for (Class<?> type = failure.getClass(); type != SQLException.class; type = type.getSuperclass()) {
            if (type.getName().startsWith("java.sql.")) {
                try {
                    Constructor<?> constructor = type.getConstructor(String.class, String.class, int.class);
                    return (SQLException)
                            constructor.newInstance(message, failure.getSQLState(), failure.getErrorCode());
                } catch (ReflectiveOperationException ex) {
                    // a supertype has the constructor
                }
            }
        }
        return new SQLException(message, failure.getSQLState(), failure.getErrorCode());
    }

    private static Throwable copyOf(Throwable failure, @Nullable String message) {
        for (Class<?> type = failure.getClass(); type != Throwable.class; type = type.getSuperclass()) {
            if (type.getName().startsWith("java.") || type.getName().startsWith("org.springframework.dao.")) {
                try {
                    return (Throwable) type.getConstructor(String.class).newInstance(message);
                } catch (ReflectiveOperationException ex) {
                    // a supertype has the constructor
                }
            }
        }
        return new Exception(message);
    }

    private static boolean isWeak(String secret, Set<String> shown) {
        return (secret.length() <= SHORT && secret.chars().allMatch(Character::isLetterOrDigit))
                || secret.length() < 3
                || WORDS.contains(secret.toLowerCase(Locale.ROOT))
                || shown.stream().anyMatch(secret::equalsIgnoreCase);
    }

    private static List<String> encoded(String secret) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String percent = form.replace("+", "%20");
        return List.of(
                secret,
                percent,
                percent.toLowerCase(Locale.ROOT),
                form,
                // RFC 3986 allows more in user information than HTML does in forms
                percent.replace("%21", "!")
                        .replace("%24", "$")
                        .replace("%2A", "*")
                        .replace("%28", "(")
                        .replace("%29", ")"));
    }

    private static List<String> base64(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            forms.add(encoder.encodeToString(bytes));
            forms.add(encoder.withoutPadding().encodeToString(bytes));
        }
        return forms;
    }

    /** A longer name that contains a secret is found first, and stays. */
    private static Pattern anywhere(Set<String> secrets, Set<String> shown) {
        return Pattern.compile(longestFirst(Stream.concat(secrets.stream(), shown.stream()))
                .map(text -> atBoundaries(text, secrets.contains(text)))
                .collect(Collectors.joining("|")));
    }

    private static Pattern inContext(Set<String> secrets) {
        String any = longestFirst(secrets.stream()).map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        return Pattern.compile(VALUE_OF + any + "(?!" + WORD_CHARACTER + ")|" + IN_USER_INFO + any + "(?=@)");
    }

    private static Stream<String> longestFirst(Stream<String> texts) {
        return texts.distinct().sorted(Comparator.comparingInt(String::length).reversed());
    }

    private static String atBoundaries(String text, boolean isSecret) {
        String quoted = Pattern.quote(text);
        if (isSecret && text.length() >= LONG && !text.matches("\\p{L}*|\\p{N}*")) {
            return quoted;
        }
        String before = Character.isLetterOrDigit(text.charAt(0)) ? "(?<!" + WORD_CHARACTER + ")" : "";
        String after = Character.isLetterOrDigit(text.charAt(text.length() - 1)) ? "(?!" + WORD_CHARACTER + ")" : "";
        return before + quoted + after;
    }
}
