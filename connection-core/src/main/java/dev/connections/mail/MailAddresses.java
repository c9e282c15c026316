package dev.connections.mail;

import jakarta.mail.Address;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates addresses, and converts them to their wire format (RFC 5321, RFC 6531, RFC 5891). */
final class MailAddresses {

    private static final int MAX_LOCAL = 64;

    private static final int MAX_ADDRESS = 254;

    private static final int MAX_SHOWN = 100;

    /** Letters that IDNA 2003, which Java implements, maps to other domains than IDNA 2008. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00DF\u1E9E\u03C2\u200C\u200D]");

    /** What Jakarta Mail drops: a text after the last {@code >} that is no comment, and in no quotes. */
    private static final Pattern AFTER_ADDRESS = Pattern.compile(">\\s*[^\\s(>,;\"][^>\",;)]*$");

    /**
     * The domain at the end of an address, in a script that Jakarta Mail may refuse, such as Devanagari with its vowel
     * signs.
     */
    private static final Pattern DOMAIN_BEYOND_ASCII = Pattern.compile(
            "(?<=@)[^\\s<>()\\[\\],;:\"\\\\@]*[^\\s\\x00-\\x7F][^\\s<>()\\[\\],;:\"\\\\@]*(?=\\s*>?\\s*$)");

    private final String connection;

    MailAddresses(String connection) {
        this.connection = connection;
    }

    /**
     * Reads one address. A list is none: what a user typed must not reach others.
     *
     * @param part what it is of the message, for the error
     */
    InternetAddress parse(String part, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw invalid(part, "is empty. Give an address, such as jane@example.com");
        }
        if (hasControl(text)) {
            throw invalid(part, "holds a line break or another control character");
        }
        try {
            String ascii = DOMAIN_BEYOND_ASCII.matcher(text).replaceFirst(domain -> domain(part, text, domain.group()));
            InternetAddress[] parsed = InternetAddress.parse(ascii, true);
            if (AFTER_ADDRESS.matcher(text).find()) {
                throw invalid(part, "is " + shown(text) + ", which has a text after '>'");
            }
            if (parsed.length != 1) {
                throw invalid(part, "is " + shown(text) + ", which is not one address. Give each for itself");
            }
            return check(part, parsed[0]);
        } catch (AddressException ex) {
            throw invalid(part, "is " + shown(text) + ", which is no address: " + ex.getMessage());
        }
    }

    /** Checks an address that the application created. */
    InternetAddress check(String part, InternetAddress address) {
        String text = String.valueOf(address.getAddress());
        if (address.isGroup()) {
            throw invalid(part, "is " + shown(text) + ", a group. Give each address for itself");
        }
        if (hasControl(text) || hasControl(String.valueOf(address.getPersonal()))) {
            throw invalid(part, "holds a line break or another control character");
        }
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            throw invalid(part, "is " + shown(text) + ", which has not a name on both sides of '@'");
        }
        InternetAddress result = new InternetAddress();
        result.setAddress(text.substring(0, at + 1) + domain(part, text, text.substring(at + 1)));
        try {
            result.validate();
            if (address.getPersonal() != null) {
                result.setPersonal(address.getPersonal(), StandardCharsets.UTF_8.name());
            }
        } catch (AddressException ex) {
            throw invalid(part, "is " + shown(text) + ", which is no address: " + ex.getMessage());
        } catch (UnsupportedEncodingException ex) {
            throw new IllegalStateException(ex);
        }
        if (text.substring(0, at).getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL
                || result.getAddress().getBytes(StandardCharsets.UTF_8).length > MAX_ADDRESS) {
            throw invalid(part, "is " + shown(text) + ", which is longer than an address may be");
        }
        return result;
    }

    private String domain(String part, String text, String domain) {
        if (domain.startsWith("[")) {
            return domain;
        }
        if (AMBIGUOUS.matcher(domain).find()) {
            throw invalid(
                    part,
                    "is " + shown(text)
                            + ", whose domain may be read as two (IDNA 2003 and 2008). Give it in ASCII, as in"
                            + " xn--…");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException ex) {
            throw invalid(part, "is " + shown(text) + ", and what follows '@' is no name of a domain");
        }
    }

    /**
     * Whether a server must know SMTPUTF8 to take one of these: a domain can be spelled in ASCII, the part before it
     * cannot.
     */
    static boolean needUtf8(List<? extends Address> addresses) {
        return addresses.stream()
                .anyMatch(address -> address instanceof InternetAddress internet
                        && !StandardCharsets.US_ASCII.newEncoder().canEncode(String.valueOf(internet.getAddress())));
    }

    private InvalidMailException invalid(String part, String problem) {
        return new InvalidMailException(connection, part, problem);
    }

    static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl)
                || text.indexOf('\u2028') >= 0
                || text.indexOf('\u2029') >= 0;
    }

    private static String shown(String text) {
        return "'" + ((text.length() <= MAX_SHOWN) ? text : text.substring(0, MAX_SHOWN) + "…") + "'";
    }
}
