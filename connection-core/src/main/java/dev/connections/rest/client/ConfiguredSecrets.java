package dev.connections.rest.client;

import dev.connections.rest.RestSettings;
import dev.connections.rest.message.Redaction;
import dev.connections.rest.url.PercentEncoding;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.StringUtils;
import org.springframework.web.util.HtmlUtils;

/**
 * Takes the values that are configured in headers, in parameters and in the path of the URL out of texts, in each form
 * in which a server echoes them. Short words stay: a connection that is configured with {@code lang: en} still has
 * readable messages. Immutable.
 */
public final class ConfiguredSecrets implements Redaction {

    static final String MASK = "******";

    /** Headers of the protocol. Their values are no secrets. */
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "connection",
            "content-language",
            "content-type",
            "from",
            "host",
            "origin",
            "pragma",
            "prefer",
            "referer",
            "user-agent");

    private static final Pattern SECRET_NAME = Pattern.compile(
            "key|token|secret|auth|pass|pwd|sig|cred|session|cookie|appid|app_id|app-id", Pattern.CASE_INSENSITIVE);

    private static final Pattern MIXED = Pattern.compile("(?=.*\\d)(?=.*\\p{L}).*", Pattern.DOTALL);

    private static final int LONG = 8;

    private static final int MIXED_IN_PATH = 6;

    private static final int MIXED_ELSEWHERE = 4;

    private final List<Pattern> forms;

    /** @param words whether short values are only replaced where they are whole words */
    private ConfiguredSecrets(Set<String> secrets, boolean words) {
        Set<String> all = new LinkedHashSet<>();
        secrets.forEach(secret -> all.addAll(forms(secret)));
        List<String> longestFirst = new ArrayList<>(all);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        this.forms = longestFirst.stream()
                .map(form -> pattern(form, words && form.length() < LONG))
                .toList();
    }

    public static ConfiguredSecrets of(RestSettings settings) {
        Set<String> secrets = new LinkedHashSet<>();
        settings.headers().forEach((name, value) -> {
            if (!HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
                addNamed(name, value, secrets);
                // as in "Bearer …"
                int blank = value.lastIndexOf(' ');
                if (blank > 0) {
                    addNamed(name, value.substring(blank + 1), secrets);
                }
            }
        });
        settings.parameters().forEach((name, value) -> addNamed(name, value, secrets));
        addSegments(settings.baseUrl(), secrets);
        return new ConfiguredSecrets(secrets, true);
    }

    /** Credentials, whatever they look like. */
    public static ConfiguredSecrets of(String... secrets) {
        Set<String> given = new LinkedHashSet<>(List.of(secrets));
        given.remove("");
        return new ConfiguredSecrets(given, false);
    }

    private static void addNamed(String name, String value, Set<String> secrets) {
        boolean named = SECRET_NAME.matcher(name).find();
        if (!value.isBlank() && (named || value.length() >= LONG || isMixed(value, MIXED_ELSEWHERE))) {
            secrets.add(value);
        }
    }

    private static void addSegments(URI url, Set<String> secrets) {
        for (String segment : String.valueOf(url.getRawPath()).split("/")) {
            String decoded = StringUtils.uriDecode(segment, StandardCharsets.UTF_8);
            if (decoded.length() >= LONG || isMixed(decoded, MIXED_IN_PATH)) {
                secrets.add(decoded);
                secrets.add(segment);
            }
        }
    }

    private static boolean isMixed(String text, int length) {
        return text.length() >= length && MIXED.matcher(text).matches();
    }

    private static Set<String> forms(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(form);
        forms.add(form.replace("+", "%20"));
        forms.add(PercentEncoding.value(secret));
        forms.add(PercentEncoding.literal(secret, PercentEncoding.PATH));
        forms.add(PercentEncoding.literal(secret, PercentEncoding.QUERY));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
        forms.add(HtmlUtils.htmlEscape(secret));
        forms.add(escapedBeyondAscii(secret));
        return forms;
    }

    /** As JSON writers escape it that are configured for ASCII. */
    private static String escapedBeyondAscii(String secret) {
        StringBuilder escaped = new StringBuilder();
        secret.chars()
                .forEach(each -> escaped.append(
                        (each < 0x80) ? String.valueOf((char) each) : String.format(Locale.ROOT, "\\u%04x", each)));
        return escaped.toString();
    }

    /** Hexadecimal digits come in both cases. */
    private static Pattern pattern(String form, boolean word) {
        Pattern hex = Pattern.compile("%[0-9A-Fa-f]{2}|\\\\u[0-9a-f]{4}");
        StringBuilder regex = new StringBuilder();
        int from = 0;
        Matcher matcher = hex.matcher(form);
        while (matcher.find()) {
            regex.append(Pattern.quote(form.substring(from, matcher.start())))
                    .append("(?i:")
                    .append(Pattern.quote(matcher.group()))
                    .append(")");
            from = matcher.end();
        }
        regex.append(Pattern.quote(form.substring(from)));
        return Pattern.compile(word ? "(?<![\\p{L}\\p{N}])" + regex + "(?![\\p{L}\\p{N}])" : regex.toString());
    }

    @Override
    public String redact(String text) {
        String redacted = text;
        for (Pattern form : forms) {
            redacted = form.matcher(redacted).replaceAll(MASK);
        }
        return redacted;
    }

    @Override
    public String toString() {
        return "ConfiguredSecrets[" + forms.size() + "]";
    }
}
