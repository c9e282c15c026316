package dev.connections.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Validates messages, and adds the headers that each message needs. Thread-safe. */
final class MailPreparer {

    private static final String MESSAGE_ID = "Message-ID";

    private static final InternetAddress[] NOBODY = {};

    private final String connection;

    private final MailAddresses addresses;

    private final MailComposer composer;

    MailPreparer(String connection, MailComposer composer) {
        this.connection = connection;
        this.addresses = new MailAddresses(connection);
        this.composer = composer;
    }

    OutgoingMail prepare(MimeMessage message, MailSettings settings) {
        try {
            return prepared(message, settings);
        } catch (AddressException ex) {
            throw invalid("address", "is none: " + ex.getMessage());
        } catch (SizeLimitExceededException ex) {
            throw invalid(
                    "size",
                    "is more than the " + settings.maxMessageSize() + " bytes of 'max-message-size'. Send less, or"
                            + " raise it as far as the server allows");
        } catch (MessagingException | IOException ex) {
            throw invalid("content", "cannot be written: " + ex.getMessage());
        }
    }

    private OutgoingMail prepared(MimeMessage original, MailSettings settings) throws MessagingException, IOException {
        // before it is written, which gives it one that names this machine
        String givenId = original.getMessageID();
        InternetAddress sender = sender(original, settings);
        List<InternetAddress> recipients = new ArrayList<>();
        for (RecipientKind kind : RecipientKind.values()) {
            recipients.addAll(checked(kind.part(), original.getRecipients(kind.type())));
        }
        recipients = recipients.stream().distinct().toList();
        if (recipients.isEmpty()) {
            throw invalid("to", "is missing. Give at least one address");
        }
        boolean utf8 = MailAddresses.needUtf8(recipients) || MailAddresses.needUtf8(List.of(sender));
        MimeMessage message = utf8 ? withUtf8(original) : original;
        writeAddresses(original, message, sender);
        if (message.getSentDate() == null) {
            message.setSentDate(new Date());
        }
        String messageId = save(message, givenId, sender);
        MailHeaders.check(connection, message);
        ByteCounter counter = new ByteCounter(settings.maxMessageSize());
        message.writeTo(counter);
        return new OutgoingMail(message, messageId, sender, recipients, counter.count());
    }

    private InternetAddress sender(MimeMessage message, MailSettings settings) throws MessagingException {
        List<InternetAddress> from = checked("from", message.getFrom());
        if (!from.isEmpty()) {
            return from.get(0);
        }
        if (settings.from() == null) {
            throw invalid("from", "is missing. Set it, or 'connections." + connection + ".from' for all messages");
        }
        return addresses.parse("from", settings.from());
    }

    /** Domains in ASCII, names encoded. */
    private void writeAddresses(MimeMessage original, MimeMessage message, InternetAddress sender)
            throws MessagingException {
        List<InternetAddress> from = checked("from", original.getFrom());
        message.removeHeader("From");
        message.addFrom(from.isEmpty() ? new Address[] {sender} : from.toArray(NOBODY));
        if (original.getHeader("Reply-To") != null) {
            message.setReplyTo(checked("reply-to", original.getReplyTo()).toArray(NOBODY));
        }
        if (original.getSender() instanceof InternetAddress on) {
            message.setSender(addresses.check("sender", on));
        }
        for (RecipientKind kind : RecipientKind.values()) {
            Message.RecipientType type = kind.type();
            message.setRecipients(
                    type, checked(kind.part(), original.getRecipients(type)).toArray(NOBODY));
        }
    }

    private List<InternetAddress> checked(String part, Address @Nullable [] some) {
        List<InternetAddress> result = new ArrayList<>();
        for (Address address : (some != null) ? some : NOBODY) {
            if (!(address instanceof InternetAddress internet)) {
                throw invalid(part, "is no address of a mailbox");
            }
            result.add(addresses.check(part, internet));
        }
        return result;
    }

    /** The same in a message whose headers may hold more than ASCII. */
    private MimeMessage withUtf8(MimeMessage original) throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        original.writeTo(bytes);
        return composer.withUtf8(bytes.toByteArray());
    }

    /** An id of the sender's domain, as it should be, rather than one that names this machine. */
    private static String save(MimeMessage message, @Nullable String given, InternetAddress sender)
            throws MessagingException {
        message.saveChanges();
        String address = sender.getAddress();
        String id = (given != null)
                ? given
                : "<" + UUID.randomUUID() + "@" + address.substring(address.lastIndexOf('@') + 1) + ">";
        message.setHeader(MESSAGE_ID, id);
        return id;
    }

    private InvalidMailException invalid(String part, String problem) {
        return new InvalidMailException(connection, part, problem);
    }
}
