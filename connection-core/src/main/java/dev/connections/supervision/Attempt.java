package dev.connections.supervision;

import dev.connections.credentials.Credentials;
import dev.connections.supervision.SupervisorRuntime.Scheduled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to open the resource, on a thread of its own. It ends once: with a resource, a failure, or abandoned. */
final class Attempt<R> implements Runnable {

    private static final Logger logger = LoggerFactory.getLogger(Attempt.class);

    final Source<R> source;

    /** How many resets had been asked for when it began. */
    final long epoch;

    final long startedNanos;

    /** Completed when it has ended, for those who want this very attempt. */
    final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    private final Supervisor<R> supervisor;

    private volatile @Nullable Thread thread;

    private volatile @Nullable Scheduled deadline;

    Attempt(Supervisor<R> supervisor, Source<R> source, long epoch) {
        this.supervisor = supervisor;
        this.source = source;
        this.epoch = epoch;
        this.startedNanos = supervisor.runtime.nanoTime();
    }

    void start(Duration patience) {
        thread = supervisor.startThread("open", this);
        giveUpAfter(patience);
    }

    /** Ends the attempt as failed if it has not ended by then. */
    void giveUpAfter(Duration patience) {
        Scheduled earlier = deadline;
        if (earlier != null) {
            earlier.cancel();
        }
        deadline = supervisor.runtime.schedule(patience, () -> {
            supervisor.failed(this, null, new TimeoutException("no answer within " + patience.toMillis() + " ms"));
            interrupt();
        });
    }

    /** Its result, if there will be one, is not wanted any more. */
    void abandon() {
        cancelDeadline();
        interrupt();
    }

    @Override
    public void run() {
        try {
            open();
        } finally {
            cancelDeadline();
            supervisor.ended(this);
        }
    }

    private void open() {
        Credentials credentials = null;
        R resource = null;
        try {
            credentials = source.credentialsProvider().get();
            supervisor.failIfRefused(credentials);
            resource = connect(credentials);
        } catch (Throwable ex) {
            supervisor.failed(this, credentials, ex);
            return;
        }
        if (!supervisor.opened(this, resource, credentials)) {
            close(resource);
        }
    }

    private R connect(Credentials credentials) throws Exception {
        R resource = source.factory().connect(credentials);
        if (resource == null) {
            throw new IllegalStateException(source.factory().getClass().getName() + ".connect returned null");
        }
        boolean open = false;
        try {
            open = source.factory().isOpen(resource);
        } finally {
            if (!open) {
                close(resource);
            }
        }
        if (!open) {
            throw new IllegalStateException("it was closed as soon as it was opened");
        }
        return resource;
    }

    private void close(R resource) {
        try {
            source.factory().close(resource);
        } catch (Throwable ex) {
            logger.warn("The resource of connection '{}' did not close properly", supervisor.name, ex);
        }
    }

    private void cancelDeadline() {
        Scheduled scheduled = deadline;
        if (scheduled != null) {
            scheduled.cancel();
        }
    }

    private void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
