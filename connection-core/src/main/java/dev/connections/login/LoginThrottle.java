package dev.connections.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts the attempts that fail, by user and by address, so that nobody can try passwords for long. An attempt counts while it
 * is under way, so that many at once are no way around. Whether a user exists makes no difference. Safe for use by several
 * threads.
 */
final class LoginThrottle {

    /** More than that many are attacked from elsewhere anyway; those who failed least recently are forgotten. */
    private static final int MOST_KEYS = 100_000;

    private static final int NETWORK_BYTES = 8;

    private final LoginSettings settings;

    private final LoginRuntime runtime;

    private final Cache<String, Failures> failures;

    LoginThrottle(LoginSettings settings, LoginRuntime runtime) {
        this.settings = settings;
        this.runtime = runtime;
        this.failures = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(settings.failurePeriod())
                .ticker(runtime::nanoTime)
                .executor(Runnable::run)
                .build();
    }

    /**
     * An attempt begins.
     *
     * @return {@code null} if it may be made, and else how long none may
     */
    @Nullable
    Duration begin(@Nullable String user, String address) {
        Duration ofAddress = begin(addressKey(address), settings.failuresPerAddress());
        if (ofAddress != null) {
            return ofAddress;
        }
        Duration ofUser = begin(userKey(user), settings.failures());
        if (ofUser != null) {
            // what was not tried is no failure of the address, which would be closed to its other users too
            undo(addressKey(address));
        }
        return ofUser;
    }

    /** It did not fail for what was entered. */
    void forgive(@Nullable String user, String address) {
        undo(userKey(user));
        undo(addressKey(address));
    }

    private @Nullable Duration begin(String key, int most) {
        return failures.get(key, any -> new Failures()).begin(most, settings.failurePeriod(), runtime.nanoTime());
    }

    private void undo(String key) {
        Failures counted = failures.getIfPresent(key);
        if (counted != null) {
            counted.undo();
        }
    }

    private static String userKey(@Nullable String user) {
        return "user " + ((user != null) ? user.strip().toLowerCase(Locale.ROOT) : "");
    }

    private static String addressKey(String address) {
        return "address " + network(address);
    }

    /** Who has one IPv6 address has a network of 2^64 of them (RFC 4291, section 2.5.1). */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // a colon stands in no host's name, so that none is looked up
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
        } catch (UnknownHostException ex) {
            return address;
        }
    }

    /** The failures of one user or address since the first of them. */
    private static final class Failures {

        private long since;

        private int count;

        synchronized @Nullable Duration begin(int most, Duration period, long now) {
            if (count > 0 && now - since >= period.toNanos()) {
                count = 0;
            }
            if (count >= most) {
                return period.minusNanos(now - since);
            }
            if (count == 0) {
                since = now;
            }
            count++;
            return null;
        }

        synchronized void undo() {
            count = Math.max(0, count - 1);
        }
    }
}
