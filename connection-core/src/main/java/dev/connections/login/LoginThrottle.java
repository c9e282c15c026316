package dev.connections.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
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

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:");

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
     * @param user who it is made as; {@code null} if nobody says, and then it counts by address alone, or a few who fail would
     *     keep out everybody
     * @return {@code null} if it may be made, and else how long none may
     */
    @Nullable
    Duration begin(@Nullable String user, String address) {
        Duration ofAddress = begin(addressKey(address), settings.failuresPerAddress());
        if (ofAddress != null) {
            return ofAddress;
        }
        Duration ofUser = (user != null) ? begin(userKey(user), settings.failures()) : null;
        if (ofUser != null) {
            // what was not tried is no failure of the address, which would be closed to its other users too
            undo(addressKey(address));
        }
        return ofUser;
    }

    /** It did not fail for what was entered. */
    void forgive(@Nullable String user, String address) {
        if (user != null) {
            undo(userKey(user));
        }
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

    private static String userKey(String user) {
        return "user " + user.strip().toLowerCase(Locale.ROOT);
    }

    private static String addressKey(String address) {
        return "address " + network(address);
    }

    /** Who has one IPv6 address has a network of 2^64 of them (RFC 4291, section 2.5.1). */
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
