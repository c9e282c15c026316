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
 * A message that is being written. Every address is one address, and is checked as soon as it is given. Nothing that is given, an
 * address, a subject, a name of a file, can add a header or a recipient. For use by one thread; may be sent more than once.
 *
 * <p>All methods that take an address, a subject or a header throw {@link InvalidMailException} if it cannot be used.
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

    /** Who it is from; the connection's {@code from} by default. */
    public MailDraft from(String address) {
        this.from = addresses.parse("from", address);
        return this;
    }

    /** Who gets it. */
    public MailDraft to(String... more) {
        return add(RecipientKind.TO, more);
    }

    /** Who gets a copy. */
    public MailDraft cc(String... more) {
        return add(RecipientKind.CC, more);
    }

    /** Who gets a copy without the others knowing. */
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

    /** Who gets the answers. */
    public MailDraft replyTo(String address) {
        this.replyTo = addresses.parse("reply-to", address);
        return this;
    }

    /** What it is about, on one line. */
    public MailDraft subject(String line) {
        this.subject = oneLine("subject", line);
        return this;
    }

    /** The language of the texts that are looked up from now on; by default that of the request, or the system's. */
    public MailDraft locale(Locale language) {
        this.locale = language;
        return this;
    }

    /** Looks the subject up in the application's {@link org.springframework.context.MessageSource}. */
    public MailDraft subjectMessage(String code, @Nullable Object... arguments) {
        return subject(texts.message(code, arguments, locale));
    }

    /** The plain text. Beside HTML it is for those who do not read HTML. */
    public MailDraft text(String plain) {
        this.text = plain;
        return this;
    }

    /** Looks the plain text up in the application's {@link org.springframework.context.MessageSource}. */
    public MailDraft textMessage(String code, @Nullable Object... arguments) {
        return text(texts.message(code, arguments, locale));
    }

    /** The text in HTML. It is taken as it is: escape what comes from users, as templates do. */
    public MailDraft html(String markup) {
        this.html = markup;
        return this;
    }

    /** Makes the HTML of a template; with Thymeleaf, the one that a view of that name would show. */
    public MailDraft template(String name, Map<String, ? extends @Nullable Object> model) {
        return html(texts.template(name, model, locale));
    }

    /** Attaches a file of the file system. */
    public MailDraft attach(Path file) {
        return attach(String.valueOf(file.getFileName()), new FileSystemResource(file));
    }

    /** Attaches content under a name, whose ending tells its type. */
    public MailDraft attach(String name, byte[] content) {
        return attach(name, new ByteArrayResource(content));
    }

    /** Attaches content under a name, whose ending tells its type. It is read when the message is sent, more than once. */
    public MailDraft attach(String name, InputStreamSource content) {
        attachments.add(new NamedAttachment(oneLine("attachment", name), new Attachment(content, null)));
        return this;
    }

    /** Attaches content of a given type, such as {@code text/calendar}. */
    public MailDraft attach(String name, InputStreamSource content, String contentType) {
        attachments.add(new NamedAttachment(
                oneLine("attachment", name), new Attachment(content, oneLine("attachment", contentType))));
        return this;
    }

    /**
     * Adds an image or the like that the HTML shows as {@code <img src="cid:logo">}.
     *
     * @param id what follows {@code cid:}; letters, digits, {@code .}, {@code _} and {@code -}
     * @param content the image; the ending of its name tells its type
     */
    public MailDraft inline(String id, Resource content) {
        return addInline(id, new Attachment(content, null));
    }

    /** Adds an image or the like of a given type, such as {@code image/png}. */
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

    /** Sets a header, such as {@code List-Unsubscribe}; not those that have a method of their own. */
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

    /** Sends it. */
    public MailReceipt send() {
        return connection.deliver(connection.compose(this, null));
    }

    /**
     * Sends it to each of several addresses, in a message of its own, so that none sees the others. Goes on with the others if one
     * fails.
     *
     * @return what became of each, in order
     * @throws IllegalStateException if it has recipients already
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
