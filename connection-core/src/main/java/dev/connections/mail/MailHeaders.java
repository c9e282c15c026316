package dev.connections.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Rejects values that would inject a header or a body (RFC 5322, section 2.2). */
final class MailHeaders {

    private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,100}");

    private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private static final Set<String> OWN = Set.of(
            "from",
            "sender",
            "to",
            "cc",
            "bcc",
            "reply-to",
            "subject",
            "date",
            "mime-version",
            "return-path",
            "received");

    private MailHeaders() {}

    /** A header that may be set. */
    static String name(String connection, String name) {
        String small = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidMailException(connection, "header", "has a name that no header can have");
        }
        if (OWN.contains(small) || small.startsWith("content-") || small.startsWith("resent-")) {
            throw new InvalidMailException(
                    connection, "header " + name, "is set by a method of its own, or by the message itself");
        }
        return name;
    }

    static String contentId(String connection, String id) {
        if (!CONTENT_ID.matcher(id).matches()) {
            throw new InvalidMailException(
                    connection, "inline", "has an id with other characters than letters, digits, '.', '_' and '-'");
        }
        return id;
    }

    /** A name, a colon, and no line break that does not continue with a blank and something else. */
    private static boolean isOneHeader(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || !NAME.matcher(line.substring(0, colon)).matches() || line.indexOf('\0') >= 0) {
            return false;
        }
        String[] lines = line.substring(colon + 1).split("\r\n|\r|\n", -1);
        for (int i = 1; i < lines.length; i++) {
            boolean continues = lines[i].startsWith(" ") || lines[i].startsWith("\t");
            if (!continues || lines[i].isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** Checks every header of a message that the application may have created. */
    static void check(String connection, MimePart part) throws MessagingException, IOException {
        for (Enumeration<String> lines = part.getAllHeaderLines(); lines.hasMoreElements(); ) {
            String line = lines.nextElement();
            if (!isOneHeader(line)) {
                String name = line.split("[^!-9;-~]", 2)[0];
                throw new InvalidMailException(
                        connection,
                        "header " + name,
                        "holds a line break or another character that no header can have");
            }
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                if (parts.getBodyPart(i) instanceof MimePart inner) {
                    check(connection, inner);
                }
            }
        }
    }
}
