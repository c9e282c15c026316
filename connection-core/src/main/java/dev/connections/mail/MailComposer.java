package dev.connections.mail;

import dev.connections.mail.MailDraft.Attachment;
import jakarta.activation.FileTypeMap;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.mail.javamail.ConfigurableMimeFileTypeMap;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Creates MIME messages from drafts. Thread-safe. */
final class MailComposer {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private static final FileTypeMap TYPES = new ConfigurableMimeFileTypeMap();

    /**
     * Makes messages that any server takes, with one map of file types for all of them: reading it takes longer than
     * sending.
     */
    private final JavaMailSenderImpl plain = sender(false);

    /** Makes messages with addresses beyond ASCII. */
    private final JavaMailSenderImpl utf8 = sender(true);

    private static JavaMailSenderImpl sender(boolean utf8) {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setSession(Session.getInstance(properties));
        sender.setDefaultEncoding(UTF_8);
        return sender;
    }

    /** A message that is still empty. */
    MimeMessage emptyMessage() {
        return plain.createMimeMessage();
    }

    /** The same message, whose headers may hold more than ASCII. */
    MimeMessage withUtf8(byte[] message) {
        return utf8.createMimeMessage(new ByteArrayInputStream(message));
    }

    /** @param only who gets it, instead of those of the draft; {@code null} for those */
    MimeMessage compose(String connection, MailDraft draft, @Nullable InternetAddress only) {
        List<InternetAddress> all = new ArrayList<>();
        draft.recipients.values().forEach(all::addAll);
        for (InternetAddress more : new @Nullable InternetAddress[] {only, draft.from, draft.replyTo}) {
            if (more != null) {
                all.add(more);
            }
        }
        MimeMessage message = (MailAddresses.needUtf8(all) ? utf8 : plain).createMimeMessage();
        try {
            write(draft, only, message);
        } catch (MessagingException ex) {
            throw new InvalidMailException(connection, "content", "cannot be written: " + ex.getMessage());
        } catch (UnsupportedEncodingException ex) {
            throw new IllegalStateException(ex);
        }
        return message;
    }

    private static void write(MailDraft draft, @Nullable InternetAddress only, MimeMessage message)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessageHelper helper = new MimeMessageHelper(message, multipartMode(draft), UTF_8);
        if (draft.from != null) {
            helper.setFrom(draft.from);
        }
        if (draft.replyTo != null) {
            helper.setReplyTo(draft.replyTo);
        }
        for (Map.Entry<RecipientKind, List<InternetAddress>> entry : draft.recipients.entrySet()) {
            message.setRecipients(entry.getKey().type(), entry.getValue().toArray(InternetAddress[]::new));
        }
        if (only != null) {
            helper.setTo(only);
        }
        if (draft.subject != null) {
            helper.setSubject(draft.subject);
        }
        writeText(draft, helper);
        for (Map.Entry<String, Attachment> inline : draft.inlines.entrySet()) {
            addInline(helper, inline.getKey(), inline.getValue());
            encode(helper.getMimeMultipart());
        }
        for (MailDraft.NamedAttachment attachment : draft.attachments) {
            String type = attachment.attachment().contentType();
            helper.addAttachment(
                    attachment.name(),
                    attachment.attachment().content(),
                    (type != null) ? type : typeOf(attachment.name()));
            encode(helper.getRootMimeMultipart());
        }
        for (Map.Entry<String, String> header : draft.headers.entrySet()) {
            String encoded = MimeUtility.encodeText(header.getValue(), UTF_8, null);
            message.setHeader(header.getKey(), MimeUtility.fold(header.getKey().length() + 2, encoded));
        }
    }

    /** Any other encoding lets servers and clients change line ends. */
    private static void encode(MimeMultipart parts) throws MessagingException {
        parts.getBodyPart(parts.getCount() - 1).setHeader("Content-Transfer-Encoding", "base64");
    }

    /**
     * Parts that are messages themselves must not be in Base64 (RFC 2046, section 5.2.1), and so would be changed on
     * the way.
     */
    private static String typeOf(String name) {
        String type = TYPES.getContentType(name);
        return (type.startsWith("message/") || type.startsWith("multipart/")) ? "application/octet-stream" : type;
    }

    private static void writeText(MailDraft draft, MimeMessageHelper helper) throws MessagingException {
        if (draft.text != null && draft.html != null) {
            helper.setText(draft.text, draft.html);
        } else if (draft.html != null) {
            helper.setText(draft.html, true);
        } else {
            helper.setText((draft.text != null) ? draft.text : "");
        }
    }

    private static void addInline(MimeMessageHelper helper, String id, Attachment inline) throws MessagingException {
        String type = inline.contentType();
        if (type == null && inline.content() instanceof Resource resource) {
            type = TYPES.getContentType(String.valueOf(resource.getFilename()));
        }
        helper.addInline(id, inline.content(), String.valueOf(type));
    }

    private static int multipartMode(MailDraft draft) {
        if (!draft.attachments.isEmpty()) {
            return MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED;
        }
        boolean several = !draft.inlines.isEmpty() || (draft.text != null && draft.html != null);
        return several ? MimeMessageHelper.MULTIPART_MODE_RELATED : MimeMessageHelper.MULTIPART_MODE_NO;
    }
}
