package dev.connections.supervision;

import dev.connections.ShownDuration;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider for credentials while a resource is open: as often as the provider wants, and before they expire. When it
 * answers something else than before, a refresh is asked for, once: that it succeeds some time is the supervisor's business.
 */
final class CredentialsWatch<R> {

    private static final Logger logger = LoggerFactory.getLogger(CredentialsWatch.class);

    /** More questions than this to a provider that hangs, whatever interrupts it, are not asked. */
    private static final int MOST_QUESTIONS = 4;

    private final Supervisor<R> supervisor;

    private final Alarm nextQuestion;

    /** Questions that have not returned, each on a thread. */
    private final AtomicInteger underWay = new AtomicInteger();

    private final AtomicBoolean failing = new AtomicBoolean();

    CredentialsWatch(Supervisor<R> supervisor) {
        this.supervisor = supervisor;
        this.nextQuestion = new Alarm(supervisor.runtime, supervisor.state.lock);
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
        if (supervisor.current.get() != shared) {
            return;
        }
        Duration delay = newest.askAgainAfter(supervisor.runtime.now());
        if (delay == null) {
            nextQuestion.clear();
        } else {
            Duration pause = failing.get() ? RetryBackoff.longer(delay, Answer.PAUSE_IN_TROUBLE) : delay;
            nextQuestion.set(pause, () -> startAsking(shared, newest));
        }
    }

    private void startAsking(SharedResource<R> shared, Answer newest) {
        if (underWay.get() >= MOST_QUESTIONS) {
            schedule(shared, newest);
            return;
        }
        AtomicBoolean over = new AtomicBoolean();
        underWay.incrementAndGet();
        try {
            Thread thread = supervisor.startThread("credentials", () -> ask(shared, newest, over));
            Duration patience = supervisor.current.settings().connectTimeout();
            supervisor.runtime.schedule(patience, () -> giveUp(shared, newest, over, thread, patience));
        } catch (Throwable ex) {
            underWay.decrementAndGet();
            gotNone(ex);
            schedule(shared, newest);
        }
    }

    private void ask(SharedResource<R> shared, Answer newest, AtomicBoolean over) {
        Answer answer = newest;
        Throwable failure = null;
        try {
            answer = Answer.of(shared.credentialsProvider());
        } catch (Throwable ex) {
            failure = ex;
        } finally {
            underWay.decrementAndGet();
        }
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (failure != null) {
            gotNone(failure);
        } else {
            failing.set(false);
        }
        synchronized (supervisor.state.lock) {
            schedule(shared, answer);
        }
        if (!answer.isSameAs(newest)) {
            supervisor.refresh(shared);
        }
    }

    /** The provider hangs: the next question is asked as if it had failed. */
    private void giveUp(SharedResource<R> shared, Answer newest, AtomicBoolean over, Thread thread, Duration patience) {
        if (over.compareAndSet(false, true)) {
            gotNone(new TimeoutException("no answer within " + ShownDuration.of(patience)));
            thread.interrupt();
            synchronized (supervisor.state.lock) {
                schedule(shared, newest);
            }
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
