package dev.connections.mail;

import dev.connections.DelegatingConnection;
import dev.connections.Internal;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.mail.MailDeliveryException.Delivery;
import dev.connections.mail.MailDeliveryException.RetryAdvice;
import dev.connections.support.RateLimiter;
import dev.connections.support.WaitingClock;
import io.micrometer.observation.ObservationRegistry;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSender;

/** A mail connection on a supervised transport. Thread-safe. */
@Internal
public class SupervisedMailConnection extends DelegatingConnection<MailTransport> implements MailConnection {

    private static final double JITTER = 0.5;

    private final MailTexts texts;

    private final WaitingClock clock;

    private final MailComposer composer = new MailComposer();

    private final MailPreparer preparation;

    private final JavaMailSender sender;

    private final Outbox outbox = new Outbox();

    private final MailObservations observations;

    private volatile MailSettings settings;

    /**
     * @param connection the supervised transport
     * @param settings how messages are sent
     * @param texts where texts of messages come from
     * @param observations where sending is observed
     */
    public SupervisedMailConnection(
            ManagedConnection<MailTransport> connection,
            MailSettings settings,
            MailTexts texts,
            ObservationRegistry observations) {
        this(connection, settings, texts, observations, WaitingClock.SYSTEM);
    }

    SupervisedMailConnection(
            ManagedConnection<MailTransport> connection,
            MailSettings settings,
            MailTexts texts,
            ObservationRegistry observations,
            WaitingClock clock) {
        super(connection);
        this.settings = settings;
        this.texts = texts;
        this.clock = clock;
        this.observations = new MailObservations(observations, connection.name());
        this.preparation = new MailPreparer(connection.name(), composer);
        this.sender = new SupervisedMailSender(this, composer);
    }

    /** How messages are sent from now on. */
    public void useSettings(MailSettings newSettings) {
        this.settings = newSettings;
    }

    @Override
    public MailDraft to(String... addresses) {
        return new MailDraft(this, texts).to(addresses);
    }

    @Override
    public JavaMailSender javaMailSender() {
        return sender;
    }

    @Override
    public Outbox outbox() {
        if (!settings.dryRun()) {
            throw new IllegalStateException(
                    "Connection '" + name() + "' sends its messages. To collect them, set 'dry-run' to true");
        }
        return outbox;
    }

    MimeMessage compose(MailDraft draft, @Nullable InternetAddress only) {
        return composer.compose(name(), draft, only);
    }

    MailReceipt deliver(MimeMessage message) {
        return observations.observe(() -> deliverUnobserved(message));
    }

    private MailReceipt deliverUnobserved(MimeMessage message) {
        MailSettings now = settings;
        OutgoingMail mail = preparation.prepare(message, now);
        MailSettings.Retry retry = now.retry();
        Duration pause = retry.initialInterval();
        for (int attempt = 1; ; attempt++) {
            awaitTurn(now.rateLimit());
            try {
                return hand(mail, now.dryRun());
            } catch (MailDeliveryException ex) {
                if (attempt >= retry.attempts() || !isRepeated(ex, retry)) {
                    throw ex;
                }
                countRetry();
                if (ex.advice() != RetryAdvice.RECONNECT) {
                    sleep(pause.plusNanos((long) (pause.toNanos()
                            * JITTER
                            * ThreadLocalRandom.current().nextDouble())));
                    pause = pause.multipliedBy(2);
                }
            }
        }
    }

    private static boolean isRepeated(MailDeliveryException failure, MailSettings.Retry retry) {
        return switch (failure.advice()) {
            case NEVER, LATER -> false;
            case RECONNECT, PAUSE -> failure.delivery() == Delivery.NOT_ACCEPTED || retry.atLeastOnce();
        };
    }

    private MailReceipt hand(OutgoingMail mail, boolean dryRun) {
        Lease<MailTransport> lease = lease();
        boolean answered = true;
        try {
            MailReceipt receipt = lease.resource().deliver(mail);
            if (dryRun) {
                outbox.add(CapturedMail.of(mail));
            }
            return receipt;
        } catch (MailDeliveryException ex) {
            answered = ex.status() > 0;
            throw ex;
        } finally {
            if (answered) {
                lease.close();
            } else {
                lease.closeAfterFailure();
            }
        }
    }

    private void awaitTurn(@Nullable RateLimiter limit) {
        if (limit == null) {
            return;
        }
        try {
            limit.acquire();
        } catch (InterruptedException ex) {
            throw interrupted();
        }
    }

    private void sleep(Duration time) {
        try {
            clock.sleep(time);
        } catch (InterruptedException ex) {
            throw interrupted();
        }
    }

    private MailDeliveryException interrupted() {
        Thread.currentThread().interrupt();
        return new MailDeliveryException(
                name(),
                "the thread was interrupted before the message was taken",
                0,
                Delivery.NOT_ACCEPTED,
                RetryAdvice.LATER,
                List.of(),
                null);
    }
}
