package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.util.ClassUtils;

/**
 * Decides by its uses whether a resource is broken, for a factory without a health check: its default {@code isAlive}
 * is true as long as {@code isOpen} is. The resource is broken if uses failed at two looks of the probe, and none
 * succeeded in between. Unless a use succeeds, the next resource is given up no earlier than a check interval later,
 * because the uses may fail for a reason of their own. Thread-safe.
 */
final class PassiveHealthCheck {

    private static final int BAD_LOOKS = 2;

    private int badLooks;

    private @Nullable Instant gaveUpAt;

    /**
     * Returns whether a factory, or the target of a proxy, overrides {@code isAlive}. {@code false} in a native image
     * without metadata of the method: then uses decide as well.
     */
    static boolean hasCheck(ConnectionFactory<?> factory) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(factory);
        Method check = ClassUtils.getMethodIfAvailable(type, "isAlive", Object.class);
        return check != null && check.getDeclaringClass() != ConnectionFactory.class;
    }

    /** Another resource is current. */
    synchronized void begin() {
        badLooks = 0;
    }

    /** Adds the uses that ended since the last look. */
    synchronized void add(boolean succeeded, boolean failed) {
        if (succeeded) {
            badLooks = 0;
            gaveUpAt = null;
        } else if (failed) {
            badLooks++;
        }
    }

    synchronized boolean isBroken() {
        return badLooks >= BAD_LOOKS;
    }

    /** Returns whether the resource is to be given up now. */
    synchronized boolean giveUp(Instant now, Duration checkInterval) {
        if (gaveUpAt != null && gaveUpAt.plus(checkInterval).isAfter(now)) {
            return false;
        }
        gaveUpAt = now;
        return true;
    }
}
