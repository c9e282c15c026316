package dev.connections.mail;

import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that was to be sent.
 *
 * @param from who it is from
 * @param recipients who gets it, blind copies and all
 * @param subject what it is about; empty if nothing was said
 * @param text its plain text, or {@code null}
 * @param html its HTML, or {@code null}
 * @param attachments the names of what is attached, in order
 * @param message the whole, as it would have been sent
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
