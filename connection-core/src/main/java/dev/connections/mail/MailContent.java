package dev.connections.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, taken apart.
 *
 * @param subject empty if there is none
 * @param text the plain text, or {@code null}
 * @param html the HTML, or {@code null}
 * @param files what is attached or shown within the HTML
 */
public record MailContent(String subject, @Nullable String text, @Nullable String html, List<File> files) {

    /**
     * Reads the content of a message.
     *
     * @throws IllegalStateException if the message is malformed
     * @throws UncheckedIOException if its content cannot be read
     */
    public static MailContent of(MimeMessage message) {
        Reader reader = new Reader();
        try {
            reader.read(message);
            return new MailContent(
                    Objects.requireNonNullElse(message.getSubject(), ""), reader.text, reader.html, reader.files);
        } catch (MessagingException ex) {
            throw new IllegalStateException("The message cannot be read", ex);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * @param name its name, or a name for it
     * @param type its type without parameters
     * @param contentId what the HTML calls it, or {@code null} if it is attached
     */
    public record File(String name, String type, @Nullable String contentId, byte[] content) {}

    private static final class Reader {

        private @Nullable String text;

        private @Nullable String html;

        private final List<File> files = new ArrayList<>();

        void read(MimePart part) throws MessagingException, IOException {
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart inner = parts.getBodyPart(i);
                    if (inner instanceof MimePart mime) {
                        read(mime);
                    }
                }
            } else if (text == null && isText(part, "text/plain")) {
                text = String.valueOf(part.getContent());
            } else if (html == null && isText(part, "text/html")) {
                html = String.valueOf(part.getContent());
            } else {
                files.add(file(part));
            }
        }

        private static boolean isText(MimePart part, String type) throws MessagingException {
            return part.isMimeType(type)
                    && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
                    && part.getFileName() == null;
        }

        private File file(MimePart part) throws MessagingException, IOException {
            String id = part.getContentID();
            boolean inline = id != null && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
            String bareId = (id != null) ? id.replaceAll("^<|>$", "") : null;
            String name = part.getFileName();
            try (InputStream in = part.getInputStream()) {
                return new File(
                        (name != null) ? name : (bareId != null) ? bareId : "attachment-" + (files.size() + 1),
                        new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT),
                        inline ? bareId : null,
                        in.readAllBytes());
            }
        }
    }
}
