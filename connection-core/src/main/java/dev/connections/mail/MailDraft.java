package dev.connections.mail;

import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;

/**
 * A builder of a message. Each address is a single one and is validated at once. No address, subject or file name
 * can inject a header or a recipient. Not thread-safe; can be sent more than once.
 *
 * <p>Methods with an address, a subject, a header, a content type, a content id or the name of an attachment throw
 * {@link InvalidMailException} if the value is invalid. Those with a message code or a template throw
 * {@link IllegalStateException} if the application has no message source or no template engine, and
 * {@link org.springframework.context.NoSuchMessageException} for an unknown code.
 */
public final class MailDraft {

    private final SupervisedMailConnection connection;

    private final MailAddresses addresses;

    private final MailTexts texts;

    final Map<RecipientKind, List<InternetAddress>> recipients = new LinkedHashMap<>();

    final Map<String, String> headers = new LinkedHashMap<>();

    final List<NamedAttachment> attachments = new ArrayList<>();

    final Map<String, Attachment> inlines = new LinkedHashMap<>();

    @Nullable
    InternetAddress from;

    @Nullable
    InternetAddress replyTo;

    @Nullable
    String subject;

    @Nullable
    String text;

    @Nullable
    String html;

    private Locale locale = LocaleContextHolder.getLocale();

    MailDraft(SupervisedMailConnection connection, MailTexts texts) {
        this.connection = connection;
        this.addresses = new MailAddresses(connection.name());
        this.texts = texts;
    }

    /** Sets the sender; the connection's {@code from} by default. */
    public MailDraft from(String address) {
        this.from = addresses.parse("from", address);
        return this;
    }

    /** Adds recipients. */
    public MailDraft to(String... more) {
        return add(RecipientKind.TO, more);
    }

    /** Adds recipients of copies. */
    public MailDraft cc(String... more) {
        return add(RecipientKind.CC, more);
    }

    /** Adds recipients of blind copies. */
    public MailDraft bcc(String... more) {
        return add(RecipientKind.BCC, more);
    }

    private MailDraft add(RecipientKind kind, String... more) {
        List<InternetAddress> all = recipients.computeIfAbsent(kind, key -> new ArrayList<>());
        Arrays.stream(more)
                .map(address -> addresses.parse(kind.part(), address))
                .forEach(all::add);
        return this;
    }

    /** Sets the address for replies. */
    public MailDraft replyTo(String address) {
        this.replyTo = addresses.parse("reply-to", address);
        return this;
    }

    /** Sets the subject, a single line. */
    public MailDraft subject(String line) {
        this.subject = oneLine("subject", line);
        return this;
    }

    /** Sets the locale of the following message lookups; by default that of the request, or of the system. */
    public MailDraft locale(Locale language) {
        this.locale = language;
        return this;
    }

    /** Sets the subject from the application's {@link org.springframework.context.MessageSource}. */
    public MailDraft subjectMessage(String code, @Nullable Object... arguments) {
        return subject(texts.message(code, arguments, locale));
    }

    /** Sets the plain text. Beside HTML it is the alternative for clients without HTML. */
    public MailDraft text(String plain) {
        this.text = plain;
        return this;
    }

    /** Sets the plain text from the application's {@link org.springframework.context.MessageSource}. */
    public MailDraft textMessage(String code, @Nullable Object... arguments) {
        return text(texts.message(code, arguments, locale));
    }

    /** Sets the HTML. It is sent unchanged: escape user input, as templates do. */
    public MailDraft html(String markup) {
        this.html = markup;
        return this;
    }

    /** Renders a template as the HTML; with Thymeleaf, that of the view with this name. */
    public MailDraft template(String name, Map<String, ? extends @Nullable Object> model) {
        return html(texts.template(name, model, locale));
    }

    /** Attaches a file of the file system. */
    public MailDraft attach(Path file) {
        return attach(String.valueOf(file.getFileName()), new FileSystemResource(file));
    }

    /** Attaches content. The extension of the name determines its type. */
    public MailDraft attach(String name, byte[] content) {
        return attach(name, new ByteArrayResource(content));
    }

    /**
     * Attaches content. The extension of the name determines its type. The source is read more than once when the
     * message is sent.
     */
    public MailDraft attach(String name, InputStreamSource content) {
        attachments.add(new NamedAttachment(oneLine("attachment", name), new Attachment(content, null)));
        return this;
    }

    /** Attaches content of a content type, such as {@code text/calendar}. */
    public MailDraft attach(String name, InputStreamSource content, String contentType) {
        attachments.add(new NamedAttachment(
                oneLine("attachment", name), new Attachment(content, oneLine("attachment", contentType))));
        return this;
    }

    /**
     * Adds inline content, such as an image for {@code <img src="cid:logo">}.
     *
     * @param id the part after {@code cid:}; letters, digits, {@code .}, {@code _} and {@code -}
     * @param content the image; the extension of its name determines the type
     */
    public MailDraft inline(String id, Resource content) {
        return addInline(id, new Attachment(content, null));
    }

    /** Adds inline content of a content type, such as {@code image/png}. */
    public MailDraft inline(String id, InputStreamSource content, String contentType) {
        return addInline(id, new Attachment(content, oneLine("inline", contentType)));
    }

    private MailDraft addInline(String id, Attachment inline) {
        if (inlines.putIfAbsent(MailHeaders.contentId(connection.name(), id), inline) != null) {
            throw new InvalidMailException(
                    connection.name(), "inline", "'" + id + "' is there already. Give each part an id of its own");
        }
        return this;
    }

    /** Sets a header, such as {@code List-Unsubscribe}, except those with a method of their own. */
    public MailDraft header(String name, String value) {
        headers.put(MailHeaders.name(connection.name(), name), oneLine("header " + name, value));
        return this;
    }

    private String oneLine(String part, String value) {
        if (MailAddresses.hasControl(value)) {
            throw new InvalidMailException(
                    connection.name(), part, "holds a line break or another control character. Remove it");
        }
        return value;
    }

    /**
     * Sends the message.
     *
     * @throws InvalidMailException if the message is invalid
     * @throws MailDeliveryException if it was rejected, or its delivery is unknown
     */
    public MailReceipt send() {
        return connection.deliver(connection.compose(this, null));
    }

    /**
     * Sends the message to several addresses, in one message each, so that recipients do not see each other. A
     * failure does not stop the others.
     *
     * @return the result for each address, in order
     * @throws IllegalStateException if the message has recipients already
     */
    public List<MailResult> sendAll(Collection<String> to) {
        if (recipients.values().stream().anyMatch(some -> !some.isEmpty())) {
            throw new IllegalStateException(
                    "The message has recipients, each of whom would get it as often as others do. Begin with draft()");
        }
        return to.stream().map(this::sendTo).toList();
    }

    private MailResult sendTo(String address) {
        try {
            MailReceipt receipt = connection.deliver(connection.compose(this, addresses.parse("to", address)));
            return new MailResult(address, receipt, null);
        } catch (RuntimeException ex) {
            return new MailResult(address, null, ex);
        }
    }

    /** @param contentType {@code null} if the name tells */
    record Attachment(InputStreamSource content, @Nullable String contentType) {}

    /** Two attachments may have the same name. */
    record NamedAttachment(String name, Attachment attachment) {}
}
