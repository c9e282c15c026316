package dev.connections.supervision;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.CredentialsRefusedException;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one resource alive.
 *
 * <p><b>What it holds.</b> At most one <em>current</em> resource, which new users share; at most one <em>attempt</em> to
 * open the next; the attempts whose threads still <em>run</em>; and the resources <em>not yet closed</em>, the current one and
 * those that still drain. Users read
 * {@code current} without a lock. Everything else, and every change of {@code current}, is guarded by {@code lock}, under
 * which nothing is ever called that could block: the factory works on threads of its own.
 *
 * <p><b>Opening.</b> Whoever finds no current resource joins the attempt, or starts it. An attempt ends in one of four
 * ways, and only once: it installs its resource; it fails; its time is up; or it is overtaken by {@link #reset()} or
 * {@link #close()}. All who joined it see the same end: a resource to lease, a failure, or, when a reset overtook it, a
 * new attempt. A failure is never kept for later callers: the next one tries again. An attempt that has ended otherwise but
 * still runs is interrupted, and closes what it opens.
 *
 * <p><b>Replacing.</b> {@code current} is taken away before the resource is retired, so a user who fails to lease a retired
 * resource always finds another one, or none. {@link SharedResource} sees to it that a retired resource is closed exactly
 * once, after its last user.
 *
 * <p><b>Refusal.</b> Rejected credentials are remembered, and an attempt with the same ones fails without asking the
 * target, lest it lock the account. They are forgotten by {@link #reset()}.
 *
 * @param <R> the resource
 */
public final class SupervisedConnection<R> implements ManagedConnection<R> {

    /** How many resources one caller finds closed before it gives up: the stale one, and fresh ones that do not last. */
    private static final int MAX_FOUND_CLOSED = 3;

    private static final Logger logger = LoggerFactory.getLogger(SupervisedConnection.class);

    private final ConnectionName name;

    private final String type;

    private final ConnectionFactory<R> factory;

    private final CredentialsProvider credentialsProvider;

    private final SupervisionSettings settings;

    private final InstantSource clock;

    private final SupervisorThreads threads;

    private final Object lock = new Object();

    private volatile @Nullable SharedResource<R> current;

    private volatile ConnectionState state = ConnectionState.NEW;

    private @Nullable Attempt attempt;

    private @Nullable Instant unavailableSince;

    private @Nullable Refusal refusal;

    private final Set<SharedResource<R>> notYetClosed = new HashSet<>();

    private final Set<Attempt> running = new HashSet<>();

    /**
     * @param name the connection's name
     * @param type the connection's type
     * @param factory opens, checks and closes the resource
     * @param credentialsProvider who to open as; asked at each opening
     * @param settings the bounds of all waits
     */
    public SupervisedConnection(
            ConnectionName name,
            String type,
            ConnectionFactory<R> factory,
            CredentialsProvider credentialsProvider,
            SupervisionSettings settings) {
        this(name, type, factory, credentialsProvider, settings, InstantSource.system());
    }

    SupervisedConnection(
            ConnectionName name,
            String type,
            ConnectionFactory<R> factory,
            CredentialsProvider credentialsProvider,
            SupervisionSettings settings,
            InstantSource clock) {
        this.name = name;
        this.type = type;
        this.factory = factory;
        this.credentialsProvider = credentialsProvider;
        this.settings = settings;
        this.clock = clock;
        this.threads = new SupervisorThreads(name.value());
    }

    @Override
    public String name() {
        return name.value();
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    @Override
    public Lease<R> lease() {
        for (int foundClosed = 0; foundClosed < MAX_FOUND_CLOSED; ) {
            SharedResource<R> shared = current;
            if (shared == null) {
                open();
                continue;
            }
            Lease<R> lease = shared.tryLease();
            if (lease == null) {
                continue;
            }
            if (isOpen(shared)) {
                return lease;
            }
            lease.close();
            replace(shared);
            foundClosed++;
        }
        throw unavailable(
                new IllegalStateException("it was found closed " + MAX_FOUND_CLOSED + " times, each time opened anew"));
    }

    /** Joins or starts the attempt, and waits for its end. Afterwards there may be a current resource. */
    private void open() {
        Attempt joined;
        synchronized (lock) {
            if (state == ConnectionState.CLOSED) {
                throw new ConnectionClosedException(name.value());
            }
            if (current != null) {
                return;
            }
            if (attempt == null) {
                Attempt started = new Attempt();
                // Not noted before its thread exists, or a failure to make one would never end it.
                started.start();
                attempt = started;
                running.add(started);
                state = ConnectionState.CONNECTING;
            }
            joined = attempt;
        }
        try {
            joined.end.get();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw unavailable(ex);
        } catch (ExecutionException ex) {
            throw unavailable(ex.getCause());
        }
    }

    private RuntimeException unavailable(Throwable cause) {
        if (cause instanceof ConnectionClosedException) {
            return new ConnectionClosedException(name.value());
        }
        if (cause instanceof CredentialsRefusedException refused) {
            return new CredentialsRefusedException(name.value(), refused.getMessage(), cause);
        }
        Instant since;
        synchronized (lock) {
            since = (unavailableSince != null) ? unavailableSince : clock.instant();
        }
        return new ConnectionUnavailableException(
                name.value(),
                since,
                "Connection '" + name + "' (" + type + ") is unavailable since " + since + ": " + reason(cause),
                cause);
    }

    private String reason(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "opening it took longer than " + settings.connectTimeout() + " (connections." + name
                    + ".connect-timeout)";
        }
        if (cause instanceof InterruptedException) {
            return "the thread was interrupted while it was being opened";
        }
        return (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
    }

    private boolean isOpen(SharedResource<R> shared) {
        try {
            return factory.isOpen(shared.resource());
        } catch (Exception ex) {
            logger.debug("Connection '{}' could not be checked and is taken for closed", name, ex);
            return false;
        }
    }

    private void replace(SharedResource<R> stale) {
        synchronized (lock) {
            if (current != stale) {
                return;
            }
            current = null;
            state = ConnectionState.NEW;
        }
        logger.info("Connection '{}' was found closed and is opened anew", name);
        stale.retire();
    }

    @Override
    public void reset() {
        SharedResource<R> replaced;
        Attempt overtaken;
        synchronized (lock) {
            if (state == ConnectionState.CLOSED) {
                return;
            }
            replaced = current;
            overtaken = attempt;
            current = null;
            attempt = null;
            refusal = null;
            unavailableSince = null;
            state = ConnectionState.NEW;
        }
        if (overtaken != null) {
            overtaken.overtake();
        }
        if (replaced != null) {
            replaced.retire();
        }
    }

    /**
     * Closes the connection for good. New uses fail at once; uses in flight may finish within {@code closeTimeout}, then
     * their resource is closed under their hands. Returns after twice the {@code closeTimeout} at the latest, whatever
     * the factory does. Closing twice does nothing.
     */
    public void close() {
        SharedResource<R> replaced;
        Attempt overtaken;
        synchronized (lock) {
            if (state == ConnectionState.CLOSED) {
                return;
            }
            replaced = current;
            overtaken = attempt;
            current = null;
            attempt = null;
            state = ConnectionState.CLOSED;
        }
        if (overtaken != null) {
            overtaken.fail(new ConnectionClosedException(name.value()));
        }
        if (replaced != null) {
            replaced.retire();
        }
        if (!awaitAllClosed()) {
            synchronized (lock) {
                logger.warn("Connection '{}' is still in use {} after it was closed", name, settings.closeTimeout());
                List.copyOf(notYetClosed).forEach(SharedResource::disposeNow);
            }
            if (!awaitAllClosed()) {
                logger.warn("Connection '{}' did not close within {}; it is left alone", name, settings.closeTimeout());
            }
        }
    }

    private boolean awaitAllClosed() {
        long deadline = System.nanoTime() + settings.closeTimeout().toNanos();
        synchronized (lock) {
            while (!notYetClosed.isEmpty() || !running.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    private void closeResource(SharedResource<R> shared) {
        threads.start("close", () -> {
            close(shared.resource());
            synchronized (lock) {
                notYetClosed.remove(shared);
                lock.notifyAll();
            }
        });
    }

    private void close(R resource) {
        try {
            factory.close(resource);
        } catch (Throwable ex) {
            logger.warn("The resource of connection '{}' did not close properly", name, ex);
        }
    }

    @Override
    public String toString() {
        return "connection '" + name + "' (" + type + ", " + state + ")";
    }

    private record Refusal(Credentials credentials, CredentialsRefusedException cause) {}

    /** One attempt to open the resource, on a thread of its own. */
    private final class Attempt implements Runnable {

        /** Completed once the state shows the end, whether a resource was installed or the attempt was overtaken. */
        final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

        private @Nullable Thread thread;

        void start() {
            thread = threads.start("open", this);
            end.orTimeout(settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS)
                    .whenComplete((result, failure) -> {
                        if (failure instanceof TimeoutException) {
                            failed(failure);
                            interrupt();
                        }
                    });
        }

        @Override
        public void run() {
            try {
                open();
            } finally {
                synchronized (lock) {
                    running.remove(this);
                    lock.notifyAll();
                }
            }
        }

        private void open() {
            R resource = null;
            Throwable failure = null;
            try {
                Credentials credentials = credentialsProvider.get();
                failIfRefused(credentials);
                resource = connect(credentials);
            } catch (Throwable ex) {
                failure = ex;
            }
            if (resource != null && failure == null && !opened(resource)) {
                close(resource);
            } else if (failure != null) {
                failed(failure);
                end.completeExceptionally(failure);
            }
            end.complete(null);
        }

        private void failIfRefused(Credentials credentials) {
            Refusal known;
            synchronized (lock) {
                known = refusal;
            }
            if (known != null && known.credentials().equals(credentials)) {
                throw known.cause();
            }
        }

        private R connect(Credentials credentials) throws Exception {
            R resource;
            try {
                resource = factory.connect(credentials);
            } catch (CredentialsRefusedException ex) {
                synchronized (lock) {
                    refusal = (attempt == this) ? new Refusal(credentials, ex) : refusal;
                }
                throw ex;
            }
            if (resource == null) {
                throw new IllegalStateException(factory.getClass().getName() + ".connect returned null");
            }
            boolean open = false;
            try {
                open = factory.isOpen(resource);
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

        private boolean opened(R resource) {
            synchronized (lock) {
                if (attempt != this) {
                    return false;
                }
                SharedResource<R> shared = new SharedResource<>(resource, SupervisedConnection.this::closeResource);
                notYetClosed.add(shared);
                current = shared;
                attempt = null;
                refusal = null;
                unavailableSince = null;
                state = ConnectionState.UP;
                return true;
            }
        }

        private void failed(Throwable failure) {
            synchronized (lock) {
                if (attempt != this) {
                    return;
                }
                attempt = null;
                unavailableSince = (unavailableSince != null) ? unavailableSince : clock.instant();
                state = (failure instanceof CredentialsRefusedException)
                        ? ConnectionState.REFUSED
                        : ConnectionState.DOWN;
            }
        }

        void overtake() {
            end.complete(null);
            interrupt();
        }

        void fail(Throwable failure) {
            end.completeExceptionally(failure);
            interrupt();
        }

        private void interrupt() {
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }
}
