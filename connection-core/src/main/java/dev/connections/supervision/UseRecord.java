package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides by its uses whether a resource is broken, for a factory without a health check: its default {@code isAlive} is true as
 * long as {@code isOpen} is. The resource is broken if uses failed at two looks of the probe, and none succeeded in between. Unless
 * a use succeeds, the next resource is given up no earlier than a check interval later, because the uses may fail for a reason of
 * their own. Not thread-safe: used by the probe only.
 */
final class UseRecord {

    private static final int BAD_LOOKS = 2;

    private int badLooks;

    private @Nullable Instant gaveUpAt;

    /** Returns whether a factory overrides {@code isAlive}. */
    static boolean hasCheck(ConnectionFactory<?> factory) {
        return Arrays.stream(factory.getClass().getMethods())
                .noneMatch(method ->
                        method.getName().equals("isAlive") && method.getDeclaringClass() == ConnectionFactory.class);
    }

    /** Another resource is current. */
    void begin() {
        badLooks = 0;
    }

    /** Adds the uses that ended since the last look. */
    void add(boolean succeeded, boolean failed) {
        if (succeeded) {
            badLooks = 0;
            gaveUpAt = null;
        } else if (failed) {
            badLooks++;
        }
    }

    boolean isBad() {
        return badLooks >= BAD_LOOKS;
    }

    /** Returns whether the resource is to be given up now. */
    boolean giveUp(Instant now, Duration checkInterval) {
        if (gaveUpAt != null && gaveUpAt.plus(checkInterval).isAfter(now)) {
            return false;
        }
        gaveUpAt = now;
        return true;
    }
}
