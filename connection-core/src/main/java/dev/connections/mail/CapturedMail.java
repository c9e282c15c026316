package dev.connections.mail;

import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a dry run.
 *
 * @param from the sender
 * @param recipients all recipients, blind copies included
 * @param subject the subject; empty if not set
 * @param text the plain text, or {@code null}
 * @param html the HTML, or {@code null}
 * @param attachments the names of the attachments, in order
 * @param message the complete message
 */
public record CapturedMail(
        String from,
        List<String> recipients,
        String subject,
        @Nullable String text,
        @Nullable String html,
        List<String> attachments,
        MimeMessage message) {

    public CapturedMail {
        recipients = List.copyOf(recipients);
        attachments = List.copyOf(attachments);
    }

    static CapturedMail of(OutgoingMail mail) {
        MailContent content = MailContent.of(mail.message());
        return new CapturedMail(
                mail.sender().getAddress(),
                mail.recipients().stream().map(address -> address.getAddress()).toList(),
                content.subject(),
                content.text(),
                content.html(),
                content.files().stream()
                        .filter(file -> file.contentId() == null)
                        .map(MailContent.File::name)
                        .toList(),
                mail.message());
    }
}
