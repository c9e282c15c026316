package dev.connections.login;

import dev.connections.supervision.SupervisedConnection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One user's connection. It is opened once. If no provider keeps the credentials, it ends when it breaks.
 * Thread-safe.
 */
final class Login<R> {

    private static final AtomicLong NUMBERS = new AtomicLong();

    final LoginId id;

    /** Who the results in the cache belong to: no two logins share any. */
    final CacheUser cacheUser;

    /** The user, as counted by the limit for each user; {@code null} if unknown. */
    final @Nullable String user;

    /** The principal of the application. No other user may use the login. */
    final @Nullable String principal;

    final SupervisedConnection<R> connection;

    /** Whether it is opened again when it breaks. */
    final boolean lasting;

    final LoginReservation place;

    private final LongSupplier clock;

    private final AtomicInteger uses = new AtomicInteger();

    private final AtomicReference<@Nullable LoginEndReason> end = new AtomicReference<>();

    private volatile long usedAt;

    Login(
            LoginId id,
            CacheUser cacheUser,
            @Nullable String user,
            @Nullable String principal,
            SupervisedConnection<R> connection,
            boolean lasting,
            LoginReservation place,
            LongSupplier clock) {
        this.id = id;
        this.cacheUser = cacheUser;
        this.user = user;
        this.principal = principal;
        this.connection = connection;
        this.lasting = lasting;
        this.place = place;
        this.clock = clock;
        this.usedAt = clock.getAsLong();
    }

    void beginUse() {
        uses.incrementAndGet();
    }

    void endUse() {
        touch();
        uses.decrementAndGet();
    }

    /** The user is there, whether the connection is used or not. */
    void touch() {
        usedAt = clock.getAsLong();
    }

    /** The idle time in nanoseconds. */
    long idleNanos() {
        return (uses.get() > 0) ? 0 : clock.getAsLong() - usedAt;
    }

    /** @return whether it had not ended before */
    boolean end(LoginEndReason reason) {
        return end.compareAndSet(null, reason);
    }

    boolean hasEnded() {
        return end.get() != null;
    }

    boolean isBroken() {
        return end.get() == LoginEndReason.BROKEN;
    }

    @Override
    public String toString() {
        return "Login[" + connection.name() + "]";
    }

    /** Tells a login from all others, and nothing about it. */
    record CacheUser(long number) {

        static CacheUser next() {
            return new CacheUser(NUMBERS.incrementAndGet());
        }
    }
}
