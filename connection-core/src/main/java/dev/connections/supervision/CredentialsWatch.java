package dev.connections.supervision;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider for credentials while a resource is open: as often as the provider wants, and before they expire. When it
 * answers something else than before, a refresh is asked for, once: that it succeeds some time is the supervisor's business.
 */
final class CredentialsWatch<R> {

    private static final Logger logger = LoggerFactory.getLogger(CredentialsWatch.class);

    private final Supervisor<R> supervisor;

    private final Alarm nextQuestion;

    private final AtomicBoolean failing = new AtomicBoolean();

    CredentialsWatch(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.nextQuestion = new Alarm(supervisor.runtime, supervisor.lock);
    }

    /** Watches the credentials of a resource that has just been opened, instead of those before. Called under the lock. */
    void watch(SharedResource<R> opened) {
        schedule(opened, opened.answer());
    }

    /** Called under the lock. */
    void close() {
        nextQuestion.clear();
    }

    private void schedule(SharedResource<R> shared, Answer newest) {
        if (supervisor.present.current() != shared) {
            return;
        }
        Duration delay = newest.askAgainAfter(supervisor.runtime.now());
        if (delay == null) {
            nextQuestion.clear();
        } else {
            Duration pause = failing.get() ? Cadence.longer(delay, Answer.PAUSE_IN_TROUBLE) : delay;
            nextQuestion.set(pause, () -> startAsking(shared, newest));
        }
    }

    private void startAsking(SharedResource<R> shared, Answer newest) {
        AtomicBoolean answered = new AtomicBoolean();
        try {
            Thread thread = supervisor.startThread("credentials", () -> ask(shared, newest, answered));
            Duration patience = supervisor.present.settings().connectTimeout();
            supervisor.runtime.schedule(patience, () -> {
                if (!answered.get()) {
                    thread.interrupt();
                }
            });
        } catch (Throwable ex) {
            gotNone(ex);
            schedule(shared, newest);
        }
    }

    private void ask(SharedResource<R> shared, Answer newest, AtomicBoolean answered) {
        Answer answer = newest;
        try {
            answer = Answer.of(shared.credentialsProvider());
            failing.set(false);
        } catch (Throwable ex) {
            gotNone(ex);
        }
        answered.set(true);
        synchronized (supervisor.lock) {
            schedule(shared, answer);
        }
        if (!answer.isSameAs(newest)) {
            supervisor.refresh(shared);
        }
    }

    private void gotNone(Throwable cause) {
        if (failing.compareAndSet(false, true)) {
            logger.warn(
                    "Connection '{}' goes on with the credentials it has, as its provider gives no others: {}",
                    supervisor.name,
                    cause.toString());
        }
        logger.debug("Connection '{}' got no credentials", supervisor.name, cause);
    }
}
