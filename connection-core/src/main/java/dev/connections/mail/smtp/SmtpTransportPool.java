package dev.connections.mail.smtp;

import dev.connections.CheckInconclusiveException;
import dev.connections.DurationText;
import dev.connections.mail.MailDeliveryException;
import dev.connections.mail.MailDeliveryException.RetryAdvice;
import dev.connections.mail.MailReceipt;
import dev.connections.mail.MailTransport;
import dev.connections.mail.OutgoingMail;
import jakarta.mail.MessagingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few transports to one server, each used by one message at a time and kept for the next. The one that was used last
 * is used next, so that those that are not needed grow old and are closed. Safe for use by several threads.
 *
 * <p>If one is found broken, those at rest are closed too: whatever happened to it happened to them. If none can be
 * opened and none is left, the pool is broken, and {@link #isOpen} returns false.
 */
final class SmtpTransportPool implements MailTransport {

    private static final Logger logger = LoggerFactory.getLogger(SmtpTransportPool.class);

    /** Servers close what is idle for five minutes (RFC 5321, section 4.5.3.2.7); what is spare goes sooner. */
    private static final long SPARE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Servers limit commands without a message: Postfix to a hundred. */
    private static final int MOST_CHECKS = 60;

    /** How much of a check may be spent on waiting for a login. */
    private static final long LOGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String connection;

    private final SmtpSettings.Bounds bounds;

    private final SmtpLogin login;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    private final ArrayDeque<PooledSmtpTransport> idle = new ArrayDeque<>();

    /** Those in use, being opened or being checked. */
    private int busy;

    private int waiting;

    private volatile boolean broken;

    /** The login that the last check has started; {@code null} if it needed none. Checks come one at a time. */
    private volatile @Nullable FutureTask<@Nullable Void> checkLogin;

    SmtpTransportPool(String connection, SmtpSettings.Bounds bounds, SmtpLogin login, PooledSmtpTransport first) {
        this.connection = connection;
        this.bounds = bounds;
        this.login = login;
        this.idle.add(first);
    }

    @Override
    public MailReceipt deliver(OutgoingMail mail) {
        PooledSmtpTransport transport = acquire();
        if (!transport.isUnused()) {
            MailReceipt receipt = send(mail, transport, true);
            if (receipt != null) {
                return receipt;
            }
            // the place of the old one is kept for it
            transport = open();
        }
        return Objects.requireNonNull(send(mail, transport, false));
    }

    /**
     * Sends a message on a transport, and gives the transport back.
     *
     * @param replaceable whether a transport on which the server puts off the sender is only closed, so that the
     *     message, which was not taken, goes through another one at once
     * @return {@code null} if the transport was closed for that
     */
    private @Nullable MailReceipt send(OutgoingMail mail, PooledSmtpTransport transport, boolean replaceable) {
        boolean reusable = false;
        boolean replaced = false;
        try {
            failIfUnable(transport, mail);
            MailReceipt receipt = transport.send(mail);
            reusable = true;
            return receipt;
        } catch (MailDeliveryException ex) {
            reusable = true;
            throw ex;
        } catch (MessagingException ex) {
            replaced = replaceable && transport.isSenderDeferred();
            if (replaced) {
                logger.debug("Connection '{}': a transport is replaced", connection, ex);
                return null;
            }
            reusable = transport.isInStep(ex);
            throw login.failures().notSent(transport, ex);
        } catch (RuntimeException ex) {
            throw login.failures().notSent(transport, ex);
        } finally {
            if (replaced) {
                close(transport);
            } else if (transport.isSenderDeferred()) {
                retire(transport);
            } else {
                release(transport, reusable);
            }
        }
    }

    private void failIfUnable(PooledSmtpTransport transport, OutgoingMail mail) {
        if (mail.size() > transport.maxSize()) {
            throw login.failures()
                    .unable("the message has " + mail.size() + " bytes, and the server takes no more than "
                            + transport.maxSize() + ". Send less");
        }
        if (mail.needsUtf8() && !transport.knowsUtf8()) {
            throw login.failures()
                    .unable("an address has other letters than ASCII's before its '@', and the server does not know"
                            + " SMTPUTF8. Use another address, or another server");
        }
    }

    private PooledSmtpTransport acquire() {
        long left = bounds.maxWait().toNanos();
        lock.lock();
        try {
            while (idle.isEmpty() && busy >= bounds.maxTransports() && !broken) {
                if (left <= 0) {
                    throw login.failures()
                            .noTransport(
                                    "all " + bounds.maxTransports() + " transports are in use, and none came back in "
                                            + DurationText.of(bounds.maxWait()) + ". Raise 'pool.maximum-size', or"
                                            + " 'pool.max-wait'",
                                    RetryAdvice.LATER,
                                    null);
                }
                left = await(left);
            }
            if (broken) {
                throw login.failures().noTransport("the way to the server broke", RetryAdvice.RECONNECT, null);
            }
            busy++;
            PooledSmtpTransport kept = idle.pollLast();
            if (kept != null) {
                return kept;
            }
        } finally {
            lock.unlock();
        }
        return open();
    }

    private long await(long nanos) {
        waiting++;
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw login.failures().noTransport("the thread was interrupted", RetryAdvice.LATER, null);
        } finally {
            waiting--;
        }
    }

    /** Opens one that is counted as busy already. */
    private PooledSmtpTransport open() {
        boolean opened = false;
        try {
            PooledSmtpTransport transport = login.open();
            opened = true;
            return transport;
        } catch (Exception ex) {
            throw login.failures()
                    .noTransport(
                            "no way to the server could be opened",
                            RetryAdvice.RECONNECT,
                            login.failures().harmless(ex));
        } finally {
            if (!opened) {
                releaseNothing();
            }
        }
    }

    private void releaseNothing() {
        lock.lock();
        try {
            busy--;
            // a server may allow fewer than we may have: waiting messages use the open ones
            broken |= busy == 0 && idle.isEmpty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes a transport that does not affect the others. */
    private void retire(PooledSmtpTransport transport) {
        lock.lock();
        try {
            busy--;
            changed.signal();
        } finally {
            lock.unlock();
        }
        close(transport);
    }

    private void release(PooledSmtpTransport transport, boolean reusable) {
        List<PooledSmtpTransport> over = new ArrayList<>();
        lock.lock();
        try {
            busy--;
            if (reusable && !broken) {
                idle.addLast(transport);
            } else {
                over.add(transport);
                over.addAll(idle);
                idle.clear();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
        over.forEach(this::close);
    }

    boolean isOpen() {
        return !broken;
    }

    /**
     * Health check: whether the server answers. Transports in use have time-outs of their own, so there is no check
     * while all are in use.
     *
     * @throws CheckInconclusiveException if a login is under way, as servers may take their time to greet
     * @throws Exception if the server cannot be reached
     */
    boolean isAlive() throws Exception {
        FutureTask<@Nullable Void> login = checkLogin;
        if (login != null && login.isDone()) {
            checkLogin = null;
            login = null;
        }
        if (login == null) {
            PooledSmtpTransport kept;
            lock.lock();
            try {
                kept = idle.pollLast();
                if (broken || (kept == null && busy > 0)) {
                    return !broken;
                }
                busy++;
            } finally {
                lock.unlock();
            }
            if (kept != null && kept.checks() < MOST_CHECKS && kept.check()) {
                release(kept, true);
                closeSpare();
                return true;
            }
            // it may have been closed for being idle, which tells nothing
            close(kept);
            login = startLogin();
        }
        return hasLoggedIn(login);
    }

    /** Opens a transport that is counted as busy already, in the background: a login may take longer than a check. */
    private FutureTask<@Nullable Void> startLogin() {
        FutureTask<@Nullable Void> login = new FutureTask<>(() -> release(open(), true), null);
        Thread thread = new Thread(null, login, "connection-" + connection + "-check-login", 0, false);
        thread.setDaemon(true);
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                releaseNothing();
            }
        }
        checkLogin = login;
        return login;
    }

    private boolean hasLoggedIn(FutureTask<@Nullable Void> login) throws Exception {
        try {
            login.get(LOGIN_NANOS, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException ex) {
            throw new CheckInconclusiveException("a login of connection '" + connection + "' is under way");
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw ex;
        }
    }

    private void closeSpare() {
        List<PooledSmtpTransport> spare = new ArrayList<>();
        lock.lock();
        try {
            while (idle.size() > 1 && idle.getFirst().idleNanos() > SPARE_NANOS) {
                spare.add(idle.removeFirst());
            }
        } finally {
            lock.unlock();
        }
        spare.forEach(this::close);
    }

    void close() {
        List<PooledSmtpTransport> all;
        lock.lock();
        try {
            broken = true;
            all = List.copyOf(idle);
            idle.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(this::close);
    }

    private void close(@Nullable PooledSmtpTransport transport) {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (MessagingException ex) {
            logger.debug("Connection '{}': a transport did not close", connection, ex);
        }
    }

    int active() {
        return locked(() -> busy);
    }

    int idle() {
        return locked(idle::size);
    }

    int waiting() {
        return locked(() -> waiting);
    }

    private int locked(IntSupplier figure) {
        lock.lock();
        try {
            return figure.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    int max() {
        return bounds.maxTransports();
    }
}
