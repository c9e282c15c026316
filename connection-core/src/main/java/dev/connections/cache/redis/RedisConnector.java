package dev.connections.cache.redis;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The way to Redis, and whether it works. Safe for use by several threads.
 *
 * <p>Only a thread of its own ever connects, which may take long. It asks Redis for a sign of life again and again, on
 * both connections. The first call that fails closes the way for all: from then on nobody waits for Redis, until it has
 * given a sign of life on both. What was to be evicted meanwhile is made up for first: everything is evicted then.
 * Whenever the subscription begins again, messages may have been missed: the listener is notified.
 */
final class RedisConnector {

    private static final Logger logger = LoggerFactory.getLogger(RedisConnector.class);

    private static final long BEAT_MILLIS = 500;

    private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String connection;

    private final LettuceConnectionFactory factory;

    private final RedisNames names;

    private final RedisLevelSettings settings;

    private final Consumer<byte[]> messages;

    private final Runnable missed;

    /** One may be held up by a connection that does not come about. */
    private final ScheduledThreadPoolExecutor executor;

    /** The clock of Redis is that much ahead of {@link System#nanoTime}, in microseconds. */
    private volatile long clockAhead;

    private final CountDownLatch tried = new CountDownLatch(1);

    private final long openedAt = System.nanoTime();

    /** How often something could not be evicted, and how much of that has been made up for. */
    private final AtomicLong owed = new AtomicLong();

    private volatile long paid;

    private final String everythingEvicted;

    private final ReentrantLock beating = new ReentrantLock();

    /** Guarded by {@link #beating}. */
    private @Nullable RedisConnections connections;

    private volatile @Nullable RedisCommands calls;

    private volatile boolean closed;

    /** It has been said that it is lost. */
    private volatile boolean lost;

    private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - LOG_NANOS);

    /**
     * @param messages takes what other nodes tell, on a thread of the client
     * @param missed run when messages may have been missed
     * @param everythingEvicted the message that everything has been evicted
     */
    RedisConnector(
            String connection,
            LettuceConnectionFactory factory,
            RedisNames names,
            RedisLevelSettings settings,
            Consumer<byte[]> messages,
            Runnable missed,
            String everythingEvicted) {
        this.connection = connection;
        this.factory = factory;
        this.names = names;
        this.settings = settings;
        this.messages = messages;
        this.missed = missed;
        this.everythingEvicted = everythingEvicted;
        this.executor = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "connections-redis-" + connection);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Begins to connect. */
    void start() {
        executor.scheduleWithFixedDelay(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Returns the time by the clock of Redis, as far as it is known here, in microseconds. All nodes use it, so that
     * theirs may differ. It is never behind, so that nothing is taken for younger than it is, and ahead by no more than
     * a response took.
     */
    long micros() {
        return System.nanoTime() / 1000 + clockAhead;
    }

    boolean isOpen() {
        return calls != null && owed.get() == paid;
    }

    /**
     * Calls of Redis; {@code null} if it does not work. Only the very first attempt is waited for, and not for long.
     */
    @Nullable
    RedisCommands calls() {
        if (tried.getCount() != 0) {
            awaitFirstAttempt();
        }
        RedisCommands present = calls;
        return (owed.get() == paid) ? present : null;
    }

    private void awaitFirstAttempt() {
        try {
            long left = openedAt + settings.timeout().toNanos() - System.nanoTime();
            if (left > 0 && tried.await(left, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call has failed: nobody calls until there is a sign of life. */
    void lose(RedisCallException failure) {
        if (!(failure.getCause() instanceof InterruptedException)) {
            failed(failure);
        }
    }

    /** Something could not be evicted: everything is to be, before anything else is done. */
    void owe() {
        owed.incrementAndGet();
    }

    /** Runs a short task again and again, until it is cancelled; {@code null} if the way is closed for good. */
    @Nullable
    ScheduledFuture<?> every(long millis, Runnable task) {
        try {
            return executor.scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ex) {
            return null;
        }
    }

    /** Runs a task soon. */
    void soon(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException ex) {
            logger.trace("Closed", ex);
        }
    }

    private void beat() {
        beating.lock();
        try {
            beatAlone();
        } finally {
            if (closed) {
                disconnect();
            }
            beating.unlock();
            tried.countDown();
        }
    }

    private void beatAlone() {
        if (closed) {
            return;
        }
        try {
            RedisConnections present = connect();
            RedisCommands asking = new RedisCommands(present.commands(), names, settings);
            long asked = System.nanoTime();
            clockAhead = asking.time() - asked / 1000;
            RedisCommands.await(
                    present.subscription().async().ping(),
                    System.nanoTime() + settings.timeout().toNanos());
            long owing = owed.get();
            if (owing != paid) {
                asking.evictAll(everythingEvicted);
                paid = owing;
            }
            opened(asking);
        } catch (RedisCallException | RuntimeException ex) {
            failed(ex);
            disconnect();
        }
    }

    private RedisConnections connect() throws RedisCallException {
        if (connections == null) {
            connections = RedisConnections.open(
                    factory.getRequiredNativeClient(), names.channel(), messages, missed, settings.timeout());
        }
        return connections;
    }

    private void disconnect() {
        if (connections != null) {
            connections.close(settings.timeout());
            connections = null;
        }
    }

    private void opened(RedisCommands present) {
        if (calls == null) {
            if (lost) {
                logger.info("Connection '{}': its cache is shared on Redis again", connection);
            }
            lost = false;
            calls = present;
        }
    }

    private void failed(Exception cause) {
        boolean wasOpen = calls != null || tried.getCount() != 0;
        calls = null;
        long last = loggedAt.get();
        long now = System.nanoTime();
        if (wasOpen && !closed && now - last >= LOG_NANOS && loggedAt.compareAndSet(last, now)) {
            lost = true;
            logger.warn(
                    "Connection '{}': its cache continues without Redis: {}",
                    connection,
                    Objects.toString(cause.getMessage(), cause.toString()));
        }
    }

    /** Closes the way for good. Where it is just being opened, that is seen to afterwards. */
    void close() {
        closed = true;
        calls = null;
        executor.shutdown();
        if (beating.tryLock()) {
            try {
                disconnect();
            } finally {
                beating.unlock();
            }
        }
    }
}
