package dev.connections.mail.sendgrid;

import com.sendgrid.helpers.mail.Mail;
import com.sendgrid.helpers.mail.objects.Attachments;
import com.sendgrid.helpers.mail.objects.Content;
import com.sendgrid.helpers.mail.objects.Email;
import com.sendgrid.helpers.mail.objects.MailSettings;
import com.sendgrid.helpers.mail.objects.Personalization;
import com.sendgrid.helpers.mail.objects.Setting;
import dev.connections.mail.MailContent;
import dev.connections.mail.OutgoingMail;
import dev.connections.mail.RecipientKind;
import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Encodes messages as JSON for SendGrid's API. */
final class SendGridMail {

    /** What the API does not take as a header, because it has a place of its own, or is SendGrid's. */
    private static final Set<String> OWN = Set.of(
            "from",
            "sender",
            "to",
            "cc",
            "bcc",
            "reply-to",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "received",
            "dkim-signature",
            "x-sg-id",
            "x-sg-eid");

    private SendGridMail() {}

    static String json(OutgoingMail outgoing, boolean sandbox) {
        try {
            return mail(outgoing, sandbox).build();
        } catch (MessagingException ex) {
            throw new IllegalStateException("The message cannot be read", ex);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Mail mail(OutgoingMail outgoing, boolean sandbox) throws MessagingException {
        MimeMessage message = outgoing.message();
        MailContent content = MailContent.of(message);
        Mail mail = new Mail();
        mail.setFrom(email(outgoing.sender()));
        if (message.getHeader("Reply-To") != null
                && message.getReplyTo().length > 0
                && message.getReplyTo()[0] instanceof InternetAddress answers) {
            mail.setReplyTo(email(answers));
        }
        mail.setSubject(content.subject());
        mail.addPersonalization(recipients(message));
        boolean hasHtml = content.html() != null && !content.html().isEmpty();
        String text = content.text();
        // the API takes no empty content, and no message without any
        addContent(mail, "text/plain", (text != null && !text.isEmpty()) ? text : hasHtml ? null : " ");
        addContent(mail, "text/html", hasHtml ? content.html() : null);
        content.files().forEach(file -> mail.addAttachments(attachment(file)));
        for (Enumeration<Header> headers = message.getAllHeaders(); headers.hasMoreElements(); ) {
            Header header = headers.nextElement();
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (!OWN.contains(name) && !name.startsWith("content-")) {
                mail.addHeader(header.getName(), MimeUtility.unfold(header.getValue()));
            }
        }
        if (sandbox) {
            Setting on = new Setting();
            on.setEnable(true);
            MailSettings settings = new MailSettings();
            settings.setSandboxMode(on);
            mail.setMailSettings(settings);
        }
        return mail;
    }

    /** Nobody twice, which the API refuses. */
    private static Personalization recipients(MimeMessage message) throws MessagingException {
        Personalization result = new Personalization();
        Set<String> seen = new HashSet<>();
        add(message, RecipientKind.TO, seen, Personalization::addTo, result);
        add(message, RecipientKind.CC, seen, Personalization::addCc, result);
        add(message, RecipientKind.BCC, seen, Personalization::addBcc, result);
        return result;
    }

    private static void add(
            MimeMessage message,
            RecipientKind kind,
            Set<String> seen,
            BiConsumer<Personalization, Email> add,
            Personalization to)
            throws MessagingException {
        Address[] addresses = message.getRecipients(kind.type());
        if (addresses == null) {
            return;
        }
        for (Address address : addresses) {
            if (address instanceof InternetAddress internet
                    && seen.add(internet.getAddress().toLowerCase(Locale.ROOT))) {
                add.accept(to, email(internet));
            }
        }
    }

    private static Email email(InternetAddress address) {
        return new Email(address.getAddress(), address.getPersonal());
    }

    private static void addContent(Mail mail, String type, @Nullable String value) {
        if (value != null) {
            mail.addContent(new Content(type, value));
        }
    }

    private static Attachments attachment(MailContent.File file) {
        Attachments result = new Attachments();
        result.setFilename(file.name());
        result.setType(file.type());
        result.setContent(Base64.getEncoder().encodeToString(file.content()));
        result.setDisposition((file.contentId() != null) ? "inline" : "attachment");
        if (file.contentId() != null) {
            result.setContentId(file.contentId());
        }
        return result;
    }
}
