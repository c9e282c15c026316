package dev.connections.mail;

import dev.connections.ConnectionException;
import dev.connections.CredentialsRefusedException;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Spring's {@code JavaMailSender} on a connection. Not a {@link JavaMailSenderImpl}, whose host and transports
 * others would use directly. Thread-safe.
 */
final class SupervisedMailSender implements JavaMailSender {

    private final JavaMailSenderImpl sender;

    private final MailComposer composer;

    SupervisedMailSender(SupervisedMailConnection connection, MailComposer composer) {
        this.composer = composer;
        this.sender = new JavaMailSenderImpl() {

            @Override
            public MimeMessage createMimeMessage() {
                return composer.emptyMessage();
            }

            @Override
            protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
                sendAll(connection, messages, originals);
            }
        };
    }

    private static void sendAll(
            SupervisedMailConnection connection, MimeMessage[] messages, Object @Nullable [] originals) {
        Map<Object, Exception> failures = new LinkedHashMap<>();
        for (int i = 0; i < messages.length; i++) {
            try {
                connection.deliver(messages[i]);
            } catch (CredentialsRefusedException ex) {
                throw new MailAuthenticationException(ex.getMessage(), ex);
            } catch (ConnectionException ex) {
                if (messages.length == 1) {
                    throw new MailSendException(ex.getMessage(), ex);
                }
                failures.put((originals != null) ? originals[i] : messages[i], ex);
            } catch (MailException ex) {
                if (messages.length == 1) {
                    throw ex;
                }
                failures.put((originals != null) ? originals[i] : messages[i], ex);
            }
        }
        if (!failures.isEmpty()) {
            throw new MailSendException(failures);
        }
    }

    @Override
    public MimeMessage createMimeMessage() {
        return composer.emptyMessage();
    }

    @Override
    public MimeMessage createMimeMessage(InputStream content) {
        return sender.createMimeMessage(content);
    }

    @Override
    public void send(MimeMessage... messages) {
        sender.send(messages);
    }

    @Override
    public void send(SimpleMailMessage... messages) {
        sender.send(messages);
    }
}
