package dev.connections.mail.smtp;

import dev.connections.credentials.Credentials;
import dev.connections.mail.MailReceipt;
import dev.connections.mail.OutgoingMail;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A pooled SMTP connection, reused for several messages. It watches the conversation, because exceptions do not tell
 * the one thing that matters when it breaks: whether the server may have the message. It has not, as long as the dot
 * that ends the message was not sent, and if it answered the dot with a refusal (RFC 5321, section 4.2.5). Used by one
 * thread at a time.
 */
final class PooledSmtpTransport extends SMTPTransport {

    private static final String SMTPUTF8 = "SMTPUTF8";

    private static final int REFUSALS_FROM = 400;

    private static final int PERMANENT_FROM = 500;

    private Stage stage = Stage.IDLE;

    private boolean allowsUtf8;

    private boolean opened;

    /** The first refusal while a message was sent; 0 if there was none. */
    private int refusal;

    private String refusalText = "";

    private boolean permanent;

    /** Whether the last command was to forget the message, whose answer tells nothing. */
    private boolean resetting;

    /** Whether the last command named the sender. */
    private boolean namingSender;

    private boolean senderDeferred;

    /** How many messages it was used for. */
    private int messages;

    /** When it was last used, and how often it was only checked since. */
    private long usedAt = System.nanoTime();

    private int checks;

    PooledSmtpTransport(Session session, URLName url) {
        super(session, url);
    }

    /** @throws MessagingException if it cannot be opened */
    static PooledSmtpTransport open(SmtpSettings settings, Credentials credentials) throws MessagingException {
        boolean authenticate = credentials.user() != null;
        if (!authenticate && credentials.secret() != null) {
            throw new IllegalArgumentException("'username' is missing. Set it to whose password or token it is");
        }
        Properties properties = settings.sessionProperties(authenticate);
        LoginSocketFactory sockets = new LoginSocketFactory();
        sockets.useFor(properties, settings.properties(), settings.bounds().longestLoginAnswer());
        Session session = Session.getInstance(properties);
        PooledSmtpTransport transport = new PooledSmtpTransport(
                session, new URLName("smtp", settings.host(), settings.port(), null, null, null));
        if (authenticate) {
            transport.connect(settings.host(), settings.port(), credentials.user(), credentials.secret());
            if (!transport.supportsExtension("AUTH") && !transport.supportsExtension("AUTH=LOGIN")) {
                transport.close();
                throw new IllegalArgumentException("the server at " + settings.host() + ":" + settings.port()
                        + " asks for no user. Remove 'username', or check 'encryption': some servers ask only when"
                        + " the way is encrypted");
            }
        } else {
            transport.connect(settings.host(), settings.port(), null, null);
        }
        transport.opened = true;
        try {
            sockets.loggedIn(settings.bounds().readTimeout());
        } catch (SocketException ex) {
            throw new MessagingException("the server has closed the connection at once", ex);
        }
        return transport;
    }

    /** Sends one message. What became of it is known by {@link #stage}, {@link #refusal} and the like when it fails. */
    MailReceipt send(OutgoingMail mail) throws MessagingException {
        stage = Stage.ENVELOPE;
        refusal = 0;
        refusalText = "";
        permanent = false;
        senderDeferred = false;
        messages++;
        allowsUtf8 = mail.needsUtf8();
        usedAt = System.nanoTime();
        checks = 0;
        sendMessage(mail.message(), mail.recipients().toArray(Address[]::new));
        stage = Stage.IDLE;
        usedAt = System.nanoTime();
        return new MailReceipt(mail.messageId(), getLastReturnCode(), text(getLastServerResponse()));
    }

    @Override
    public boolean supportsExtension(String extension) {
        if (!extension.equals(SMTPUTF8)) {
            return super.supportsExtension(extension);
        }
        // Asked when it is opened, to warn if not, and for each message: one that can do without must reach servers
        // that know
        // nothing of it.
        return !opened || (allowsUtf8 && super.supportsExtension(extension));
    }

    /** How large a message may be, in bytes; {@link Long#MAX_VALUE} if the server does not say. */
    long maxSize() {
        String size = super.supportsExtension("SIZE") ? getExtensionParameter("SIZE") : null;
        return (size != null && size.matches("[1-9]\\d{0,17}")) ? Long.parseLong(size) : Long.MAX_VALUE;
    }

    boolean knowsUtf8() {
        return super.supportsExtension(SMTPUTF8);
    }

    @Override
    protected OutputStream data() throws MessagingException {
        OutputStream data = super.data();
        stage = Stage.CONTENT;
        return data;
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (stage == Stage.CONTENT && command.equals(".")) {
            stage = Stage.COMPLETE;
        }
        resetting = command.equals("RSET");
        namingSender = command.regionMatches(true, 0, "MAIL ", 0, 5);
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        if (stage == Stage.IDLE || resetting) {
            return code;
        }
        if (code >= REFUSALS_FROM) {
            senderDeferred |= namingSender && code < PERMANENT_FROM;
            permanent |= code >= PERMANENT_FROM;
            if (refusal == 0 || (permanent && refusal < PERMANENT_FROM)) {
                refusal = code;
                refusalText = text(getLastServerResponse());
            }
            if (stage == Stage.COMPLETE) {
                stage = Stage.ANSWERED;
            }
        }
        return code;
    }

    /** Whether the server may have the message that was sent last. */
    Stage stage() {
        return stage;
    }

    /** What the server answered when it refused, as a number; 0 if it did not. */
    int refusal() {
        return refusal;
    }

    String refusalText() {
        return refusalText;
    }

    /**
     * Whether the server temporarily rejected the sender of the last message, as servers do after so many messages on
     * one connection.
     */
    boolean isSenderDeferred() {
        return senderDeferred;
    }

    /** Whether no message has gone through it yet. */
    boolean isUnused() {
        return messages == 0;
    }

    /** Whether the refusal holds for good. */
    boolean isPermanent() {
        return permanent;
    }

    /** Whether another message may follow after one that failed: both sides know where they are. */
    boolean isInStep(MessagingException failure) {
        boolean atRest = stage == Stage.ENVELOPE || stage == Stage.ANSWERED;
        return atRest && refusal > 0 && refusal != SmtpExceptionTranslator.GOING_AWAY && isOpen(failure);
    }

    private boolean isOpen(MessagingException failure) {
        return failure instanceof SendFailedException && !(failure.getNextException() instanceof IOException);
    }

    /** Asks the server whether it is there. */
    boolean check() {
        checks++;
        return isConnected();
    }

    int checks() {
        return checks;
    }

    long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    static List<String> addresses(Address @Nullable [] some) {
        return Stream.of((some != null) ? some : new Address[0])
                .map(Address::toString)
                .toList();
    }

    /** An answer without its number, on one line. */
    private static String text(@Nullable String response) {
        return String.valueOf(response)
                .replaceAll("(?m)^\\d{3}[ -]?", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
    }

    /** How far a message has got. */
    enum Stage {

        /** None is being sent. */
        IDLE,

        /** Sender and recipients are being sent. */
        ENVELOPE,

        /** The server reads it, and will forget it if no more comes. */
        CONTENT,

        /** All of it was sent, and no answer has come. */
        COMPLETE,

        /** The server had all of it, and refused it. */
        ANSWERED
    }
}
