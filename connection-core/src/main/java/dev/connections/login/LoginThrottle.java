package dev.connections.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.supervision.runtime.SupervisorRuntime;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Limits failed attempts by user and by address, so that nobody can try passwords for long. Only refused attempts
 * count. An attempt starts only if all attempts under way may fail without exceeding the limit; until then it waits.
 * Whether a user exists makes no difference. Thread-safe.
 */
final class LoginThrottle {

    /** More keys mean a distributed attack, which no counter stops. The least recently used keys are evicted. */
    private static final int MOST_KEYS = 100_000;

    private static final int NETWORK_BYTES = 8;

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:");

    private final String connection;

    private final LoginSettings settings;

    private final Duration patience;

    private final SupervisorRuntime runtime;

    private final Cache<String, Failures> failures;

    /** @param patience how long an attempt waits for others of the same user or address */
    LoginThrottle(String connection, LoginSettings settings, Duration patience, SupervisorRuntime runtime) {
        this.connection = connection;
        this.settings = settings;
        this.patience = patience;
        this.runtime = runtime;
        this.failures = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(settings.failurePeriod())
                .ticker(runtime::nanoTime)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Starts an attempt, after waiting for others if necessary. It must be {@link Attempt#end ended}.
     *
     * @param user the canonical name; {@code null} if none was entered. The attempt then counts by address alone,
     *     as a few failures would lock out everybody otherwise
     * @throws LoginFailedException if there were too many failures, or the attempts under way did not end in time
     */
    synchronized Attempt begin(@Nullable String user, String address) throws LoginFailedException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            long now = runtime.nanoTime();
            Failures ofAddress = failures("address " + network(address));
            Failures ofUser = (user != null) ? failures("user " + user) : null;
            failIfExhausted(ofAddress, settings.failuresPerAddress(), now);
            if (ofUser != null) {
                failIfExhausted(ofUser, settings.failures(), now);
            }
            if (ofAddress.admits(settings.failuresPerAddress())
                    && (ofUser == null || ofUser.admits(settings.failures()))) {
                return new Attempt(ofAddress, ofUser);
            }
            awaitChange(until);
        }
    }

    private void failIfExhausted(Failures counted, int most, long now) {
        Duration wait = counted.timeUntilAdmitted(most, settings.failurePeriod(), now);
        if (wait != null) {
            throw new LoginFailedException(connection, LoginFailure.TOO_MANY_ATTEMPTS, wait);
        }
    }

    private void awaitChange(long until) {
        try {
            long left = until - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
                return;
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        throw new LoginFailedException(connection, LoginFailure.BUSY, patience);
    }

    private Failures failures(String key) {
        return failures.get(key, any -> new Failures());
    }

    /** The holder of one IPv6 address has a network of 2^64 of them (RFC 4291, section 2.5.1). */
    private static String network(String address) {
        if (!IPV6.matcher(address).lookingAt()) {
            return address;
        }
        try {
            // without its zone, which is an interface of this machine; what looks so, and is none, is not looked up
            InetAddress parsed = InetAddress.getByName(address.split("%", 2)[0]);
            // an IPv4 address may be written so, too (RFC 4291, section 2.5.5.2)
            return (parsed instanceof Inet4Address)
                    ? parsed.getHostAddress()
                    : HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES);
        } catch (UnknownHostException ex) {
            return address;
        }
    }

    /** An attempt under way. */
    final class Attempt {

        private final Failures ofAddress;

        private final @Nullable Failures ofUser;

        private Attempt(Failures ofAddress, @Nullable Failures ofUser) {
            this.ofAddress = ofAddress;
            this.ofUser = ofUser;
            ofAddress.underWay++;
            if (ofUser != null) {
                ofUser.underWay++;
            }
        }

        /** @param refused whether the target refused what was entered: only that counts as a failure */
        void end(boolean refused) {
            synchronized (LoginThrottle.this) {
                long now = runtime.nanoTime();
                ofAddress.end(refused, now);
                if (ofUser != null) {
                    ofUser.end(refused, now);
                }
                LoginThrottle.this.notifyAll();
            }
        }
    }

    /** The failures of one user or address since the first of them. Guarded by the throttle. */
    private static final class Failures {

        private long since;

        private int count;

        private int underWay;

        @Nullable
        Duration timeUntilAdmitted(int most, Duration period, long now) {
            if (count > 0 && now - since >= period.toNanos()) {
                count = 0;
            }
            return (count >= most) ? period.minusNanos(now - since) : null;
        }

        boolean admits(int most) {
            return count + underWay < most;
        }

        void end(boolean refused, long now) {
            underWay--;
            if (refused) {
                if (count == 0) {
                    since = now;
                }
                count++;
            }
        }
    }
}
