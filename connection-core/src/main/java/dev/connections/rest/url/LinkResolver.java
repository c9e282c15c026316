package dev.connections.rest.url;

import java.net.IDN;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves links as browsers do (WHATWG URL standard, for http and https): servers send spaces, raw UTF-8, backslashes
 * and addresses without a path, none of which {@link URI#resolve} accepts. Fragments and user information are dropped.
 */
public final class LinkResolver {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);

    private static final Pattern AUTHORITY = Pattern.compile("(?:.*@)?(\\[[0-9A-Fa-f:.]+]|[^:@\\[\\]]+)(?::(\\d*))?");

    private static final Set<String> HERE = Set.of(".", "%2e");

    private static final Set<String> UP = Set.of("..", ".%2e", "%2e.", "%2e%2e");

    /** Letters that IDNA 2003, which Java implements, maps to other domains than IDNA 2008. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00DF\u1E9E\u03C2\u200C\u200D]");

    private static final int MAX_PORT = 65_535;

    private LinkResolver() {}

    /**
     * The address that a link leads to.
     *
     * @param base where the link was found; absolute
     * @param link as it was sent
     * @throws IllegalArgumentException if it is no http(s) address
     */
    public static URI resolve(URI base, String link) {
        String text = link.replaceAll("[\t\r\n]", "").replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$", "");
        int hash = text.indexOf('#');
        text = (hash < 0) ? text : text.substring(0, hash);
        String scheme = base.getScheme().toLowerCase(Locale.ROOT);
        Matcher matcher = SCHEME.matcher(text);
        if (matcher.matches()) {
            String given = matcher.group(1).toLowerCase(Locale.ROOT);
            if (!given.equals("http") && !given.equals("https")) {
                throw new IllegalArgumentException("no http(s) address");
            }
            text = matcher.group(2);
            if (!given.equals(scheme) || slashes(text) >= 2) {
                return absolute(given, text);
            }
        } else if (slashes(text) >= 2) {
            return absolute(scheme, text);
        }
        return relative(base, text);
    }

    /** Header values come as ISO-8859-1; what is valid UTF-8 was meant so. */
    public static String ofHeader(String value) {
        if (value.chars().allMatch(character -> character < 0x80)
                || value.chars().anyMatch(each -> each > 0xFF)) {
            return value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException ex) {
            return value;
        }
    }

    private static int slashes(String text) {
        int count = 0;
        while (count < text.length() && isSlash(text.charAt(count))) {
            count++;
        }
        return count;
    }

    private static boolean isSlash(char character) {
        return character == '/' || character == '\\';
    }

    private static URI absolute(String scheme, String text) {
        String rest = text.substring(slashes(text));
        int end = 0;
        while (end < rest.length() && !isSlash(rest.charAt(end)) && rest.charAt(end) != '?') {
            end++;
        }
        String path = rest.substring(end);
        int question = path.indexOf('?');
        return address(
                scheme + "://" + authority(rest.substring(0, end)),
                normal((question < 0) ? path : path.substring(0, question)),
                (question < 0) ? null : path.substring(question + 1));
    }

    private static URI relative(URI base, String text) {
        String origin = base.getScheme() + "://" + base.getRawAuthority();
        String basePath = (base.getRawPath() == null || base.getRawPath().isEmpty()) ? "/" : base.getRawPath();
        int question = text.indexOf('?');
        String path = (question < 0) ? text : text.substring(0, question);
        String query = (question < 0) ? null : text.substring(question + 1);
        if (path.isEmpty()) {
            return address(origin, basePath, (question < 0) ? base.getRawQuery() : query);
        }
        String whole = isSlash(path.charAt(0)) ? path : basePath.substring(0, basePath.lastIndexOf('/') + 1) + path;
        return address(origin, normal(whole), query);
    }

    private static URI address(String origin, String path, @Nullable String query) {
        return URI.create(origin
                + PercentEncoding.literal(path, PercentEncoding.PATH)
                + ((query == null) ? "" : "?" + PercentEncoding.literal(query, PercentEncoding.QUERY)));
    }

    /** Without dots, and with slashes where there are backslashes. */
    private static String normal(String path) {
        List<String> segments = new ArrayList<>();
        String[] given = path.replace('\\', '/').split("/", -1);
        for (int i = 1; i < given.length; i++) {
            String lower = given[i].toLowerCase(Locale.ROOT);
            boolean last = i == given.length - 1;
            if (UP.contains(lower)) {
                if (!segments.isEmpty()) {
                    segments.remove(segments.size() - 1);
                }
                if (last) {
                    segments.add("");
                }
            } else if (!HERE.contains(lower)) {
                segments.add(given[i]);
            } else if (last) {
                segments.add("");
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String authority(String given) {
        Matcher matcher = AUTHORITY.matcher(given);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no http(s) address with a host");
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        if (AMBIGUOUS.matcher(host).find()) {
            throw new IllegalArgumentException("a host that may be read as two domains");
        }
        String ascii = host.startsWith("[") ? host : IDN.toASCII(host);
        String port = matcher.group(2);
        if (port == null || port.isEmpty()) {
            return ascii;
        }
        if (port.length() > 5 || Integer.parseInt(port) > MAX_PORT) {
            throw new IllegalArgumentException("no http(s) address with a port");
        }
        return ascii + ":" + port;
    }
}
