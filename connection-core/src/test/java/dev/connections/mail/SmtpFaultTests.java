package dev.connections.mail;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.credentials.Credentials;
import dev.connections.testing.mail.SmtpReaction;
import dev.connections.testing.mail.SmtpServer;
import dev.connections.testing.mail.SmtpStep;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that breaks, or refuses, at each step: a message comes once, or not at all, and it is told which. */
@Timeout(60)
class SmtpFaultTests {

    private SmtpServer server;

    private MailScene scene;

    @BeforeEach
    void start() throws IOException {
        server = SmtpServer.start(SmtpServer.Options.plain());
        scene = new MailScene(
                MailScene.factory(MailScene.smtp(server)),
                with(MailScene.SETTINGS, "retry", new MailSettings.Retry(3, Duration.ofMillis(1), false)),
                Credentials.none());
        send("first");
    }

    @AfterEach
    void stop() throws IOException {
        scene.close();
        server.close();
    }

    private MailReceipt send(String subject) {
        return scene.mail.send("jane@example.com", subject, "text");
    }

    /** Large enough that the server is still reading when it breaks in the middle of it. */
    private MailReceipt send(String subject, SmtpStep step) {
        byte[] content = new byte[(step == SmtpStep.CONTENT) ? 12_000_000 : 10];
        return scene.mail
                .to("jane@example.com")
                .subject(subject)
                .text("text")
                .attach("a.bin", content)
                .send();
    }

    private long taken(String subject) {
        return server.messages().stream()
                .filter(mail -> mail.content().contains("Subject: " + subject + "\r\n"))
                .count();
    }

    @Test
    void replacesATransportOnWhichTheServerPutsTheSenderOffAndSendsAgainAtOnce() {
        for (String answer : List.of("452 4.5.3 too many messages", "451 4.7.0 later", "421 4.7.0 enough")) {
            int before = server.connections();
            server.next(SmtpStep.MAIL, SmtpReaction.answer(answer));
            send(answer);
            assertThat(taken(answer)).isOne();
            assertThat(server.connections()).isEqualTo(before + 1);
        }
    }

    @Test
    void sendsAgainOnceOnAFreshTransport() throws IOException {
        scene.close();
        scene = new MailScene(
                MailScene.factory(MailScene.smtp(server)),
                with(MailScene.SETTINGS, "retry", new MailSettings.Retry(1, Duration.ofMillis(1), false)),
                Credentials.none());
        send("again");
        SmtpReaction later = SmtpReaction.answer("451 4.7.0 later");
        server.next(SmtpStep.MAIL, later, later);
        assertThatExceptionOfType(MailDeliveryException.class)
                .isThrownBy(() -> send("late"))
                .satisfies(ex -> {
                    assertThat(ex.isTransient()).isTrue();
                    assertThat(ex.mayBeDelivered()).isFalse();
                    assertThat(ex.status()).isEqualTo(451);
                });
        send("late");
        assertThat(taken("late")).isOne();
    }

    @Test
    void observesWhatIsSentAndWhatFailsWithoutAddressesAndSubjects() {
        server.next(SmtpStep.RCPT, SmtpReaction.answer("550 5.1.1 no such user jane@example.com"));
        assertThatExceptionOfType(MailDeliveryException.class).isThrownBy(() -> send("secret subject"));
        TestObservationRegistryAssert.assertThat(scene.observations)
                .hasAnObservationWithAKeyValue("outcome", "sent")
                .hasAnObservationWithAKeyValue("outcome", "failed")
                .hasAnObservationWithAKeyValue("status", "550")
                .hasObservationWithNameEqualTo("connections.mail.send")
                .that()
                .hasLowCardinalityKeyValue("connection", "shop-mail");
        assertThat(scene.observations.toString()).doesNotContain("jane", "secret subject");
    }

    @Test
    void keepsItsTransport() {
        send("second");
        send("third");
        assertThat(server.taken()).isEqualTo(3);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA", "CONTENT"})
    void sendsAgainWhatTheServerCannotHaveTaken(SmtpStep step) {
        server.next(step, SmtpReaction.DROP);
        assertThat(send("second", step).status()).isEqualTo(250);
        assertThat(taken("second")).isEqualTo(1);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(scene.mail.state()).isEqualTo(ConnectionState.UP);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "EHLO"})
    void opensAgainWhatBrokeWhileItWasOpened(SmtpStep step) throws IOException {
        server.dropAll();
        server.next(step, SmtpReaction.DROP);
        send("second");
        assertThat(taken("second")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA", "CONTENT"})
    void givesUpWhatIsNeverTaken(SmtpStep step) {
        server.always(step, SmtpReaction.DROP);
        assertThatExceptionOfType(MailDeliveryException.class)
                .isThrownBy(() -> send("second", step))
                .satisfies(ex -> assertThat(ex.mayBeDelivered()).isFalse())
                .satisfies(ex -> assertThat(ex.isTransient()).isTrue())
                .withMessageContaining("shop-mail")
                .withMessageContaining("before the message was taken");
        assertThat(taken("second")).isZero();
        assertThat(server.commands())
                .filteredOn(line -> line.startsWith("MAIL"))
                .hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"DOT", "AFTER_DOT"})
    void sendsNothingAgainThatTheServerMayHaveTaken(SmtpStep step) {
        server.next(step, SmtpReaction.DROP);
        assertThatExceptionOfType(MailDeliveryException.class)
                .isThrownBy(() -> send("second"))
                .satisfies(ex -> assertThat(ex.mayBeDelivered()).isTrue())
                .withMessageContaining("nobody knows");
        assertThat(taken("second")).isEqualTo(step == SmtpStep.DOT ? 0 : 1);
        send("third");
        assertThat(taken("third")).isEqualTo(1);
    }

    @Test
    void sendsAgainWhatTheServerMayHaveTakenIfTold() {
        scene.mail.useSettings(
                with(MailScene.SETTINGS, "retry", new MailSettings.Retry(2, Duration.ofMillis(1), true)));
        server.next(SmtpStep.AFTER_DOT, SmtpReaction.DROP);
        send("second");
        assertThat(taken("second")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA"})
    void sendsAgainAfterAPauseWhatTheServerPutsOff(SmtpStep step) {
        server.next(step, SmtpReaction.answer("451 4.3.0 later"), SmtpReaction.answer("450 4.2.1 later"));
        send("second");
        assertThat(taken("second")).isEqualTo(1);
        // a transport on which the sender was put off is replaced each time
        assertThat(server.connections()).isEqualTo((step == SmtpStep.MAIL) ? 3 : 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA", "DOT"})
    void reportsWhatTheServerRefuses(SmtpStep step) {
        server.next(step, SmtpReaction.answer("550 5.1.1 no such mailbox"));
        assertThatExceptionOfType(MailDeliveryException.class)
                .isThrownBy(() -> send("second"))
                .satisfies(ex -> assertThat(ex.status()).isEqualTo(550))
                .satisfies(ex -> assertThat(ex.isTransient()).isFalse())
                .satisfies(ex -> assertThat(ex.mayBeDelivered()).isFalse())
                .satisfies(ex -> assertThat(ex.refusedAddresses())
                        .hasSize(step == SmtpStep.RCPT ? 1 : 0)
                        .allMatch("jane@example.com"::equals))
                .withMessageContaining("550 5.1.1 no such mailbox");
        assertThat(taken("second")).isZero();
        send("third");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(scene.mail.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void doesNotRepeatWhatWasPutOffWhenAllOfItWasThere() {
        server.next(SmtpStep.DOT, SmtpReaction.answer("451 4.3.0 later"));
        assertThatExceptionOfType(MailDeliveryException.class)
                .isThrownBy(() -> send("second"))
                .satisfies(ex -> assertThat(ex.mayBeDelivered()).isFalse())
                .satisfies(ex -> assertThat(ex.isTransient()).isTrue());
        assertThat(taken("second")).isZero();
    }

    @Test
    void takesAnotherTransportWhenTheServerEndsTheConversation() {
        server.next(SmtpStep.MAIL, SmtpReaction.answerAndDrop("421 4.4.2 idle for too long"));
        send("second");
        assertThat(taken("second")).isEqualTo(1);
    }

    @Test
    void healsAfterTheServerRestarts() throws Exception {
        server.stop();
        server.restart();
        send("second");
        assertThat(taken("second")).isEqualTo(1);
    }

    @Test
    void saysThatTheServerIsAwayAndComesBackWithIt() throws Exception {
        server.stop();
        assertThatExceptionOfType(ConnectionUnavailableException.class).isThrownBy(() -> send("second"));
        assertThat(scene.mail.state()).isIn(ConnectionState.DOWN, ConnectionState.CONNECTING);
        assertThat(taken("second")).isZero();
        server.restart();
        while (scene.mail.state() != ConnectionState.UP) {
            Thread.onSpinWait(); // it is opened again without a call
        }
        send("third");
        assertThat(taken("third")).isEqualTo(1);
    }

    @Test
    void sendsEachOfManyOnceWhileTheServerBreaksNowAndThen() throws Exception {
        int count = 60;
        for (int i = 0; i < 10; i++) {
            server.next(SmtpStep.MAIL, SmtpReaction.answerAndDrop("421 4.3.2 restarting"));
        }
        scene.mail.useSettings(
                with(MailScene.SETTINGS, "retry", new MailSettings.Retry(20, Duration.ofMillis(1), false)));
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<MailReceipt>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String subject = "many " + i;
                sent.add(callers.submit(() -> send(subject)));
            }
            for (Future<MailReceipt> one : sent) {
                assertThat(one.get().status()).isEqualTo(250);
            }
        } finally {
            callers.shutdownNow();
        }
        for (int i = 0; i < count; i++) {
            assertThat(taken("many " + i)).isEqualTo(1);
        }
    }

    @Test
    void neverHasMoreTransportsThanItMay() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Future<MailReceipt>> sent = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                sent.add(callers.submit(() -> send("load")));
            }
            for (Future<MailReceipt> one : sent) {
                one.get();
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(taken("load")).isEqualTo(200);
        assertThat(server.connections()).isBetween(1, 4);
    }

    @Test
    void asksAnIdleTransportWhetherTheServerAnswers() {
        scene.supervised.verify(Duration.ZERO);
        assertThat(server.commands()).contains("NOOP");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(scene.mail.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void renewsATransportThatWasOnlyAskedTooOften() {
        for (int i = 0; i < 100; i++) {
            scene.supervised.verify(Duration.ZERO);
        }
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.commands()).filteredOn("NOOP"::equals).hasSizeLessThan(100);
        send("second");
        assertThat(taken("second")).isEqualTo(1);
    }

    @Test
    void sendsOneToWhoIsNamedTwice() {
        scene.mail
                .to("jane@example.com", "JANE@example.com")
                .cc("jane@example.com")
                .text("text")
                .send();
        assertThat(server.messages().get(1).recipients()).hasSize(1);
    }

    @Test
    void opensAnotherWhenTheServerHasClosedAnIdleTransport() throws Exception {
        server.dropAll();
        scene.supervised.verify(Duration.ZERO);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(scene.mail.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void findsOutThatTheServerIsAwayWithoutASend() throws Exception {
        server.stop();
        scene.supervised.verify(Duration.ZERO);
        assertThat(scene.mail.state()).isNotEqualTo(ConnectionState.UP);
    }
}
