package dev.connections.autoconfigure;

import dev.connections.SelfChecking;
import dev.connections.support.RateLimiter;
import dev.connections.support.WaitingClock;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** How many calls a connection makes in a time, so that the quota of a provider is kept. */
@ConfigurationPropertiesSource
public class RateLimitProperties implements SelfChecking {

    /** Each call is remembered for a period. */
    private static final int MOST = 1_000_000;

    /** Maximum number of calls in any window of the length 'period'. Unlimited by default. */
    private @Nullable Integer calls;

    /** Length of the window. */
    private Duration period = Duration.ofSeconds(1);

    /** Maximum time that a call waits for the rate limit. */
    private Duration maxWait = Duration.ofSeconds(10);

    public @Nullable Integer getCalls() {
        return calls;
    }

    public void setCalls(@Nullable Integer calls) {
        this.calls = calls;
    }

    public Duration getPeriod() {
        return period;
    }

    public void setPeriod(Duration period) {
        this.period = period;
    }

    public Duration getMaxWait() {
        return maxWait;
    }

    public void setMaxWait(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /** The limit, which counts from now on; {@code null} if there is none. */
    public @Nullable RateLimiter limit(String connection) {
        return (calls == null) ? null : new RateLimiter(connection, calls, period, maxWait, WaitingClock.SYSTEM);
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        if (calls != null && (calls < 1 || calls > MOST)) {
            problems.accept("calls", "must be from 1 to " + MOST + ".");
        }
        if (period.isNegative() || period.isZero()) {
            problems.accept("period", "must be positive.");
        }
        if (maxWait.isNegative()) {
            problems.accept("max-wait", "must not be negative.");
        }
    }
}
