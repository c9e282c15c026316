package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.CredentialsProvider;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One opened resource and the number of its users. Once retired it takes no new users; when the last one has gone it is
 * disposed of, exactly once, whoever comes last.
 *
 * <p>All of it is one counter, which this class is: the users, plus {@link #RETIRED}; {@link #DISPOSED} is final.
 */
final class SharedResource<R> extends AtomicLong {

    private static final long serialVersionUID = 1L;

    private static final long RETIRED = 1L << 62;

    private static final long DISPOSED = -1;

    private final transient R resource;

    private final transient Source<R> source;

    private final transient Answer answer;

    private final transient long epoch;

    private final transient Consumer<SharedResource<R>> disposal;

    /** Set by each user who goes, and taken back by the probe. Plain fields: the probe may see them late, but not never. */
    private boolean progress;

    private boolean failures;

    /**
     * @param source what opened it, and closes it
     * @param answer who it was opened as
     * @param epoch how many resets had been asked for when its opening began
     * @param disposal closes the resource; called once, on the thread of the last user, so it must not block
     */
    SharedResource(R resource, Source<R> source, Answer answer, long epoch, Consumer<SharedResource<R>> disposal) {
        this.resource = resource;
        this.source = source;
        this.answer = answer;
        this.epoch = epoch;
        this.disposal = disposal;
    }

    R resource() {
        return resource;
    }

    ConnectionFactory<R> factory() {
        return source.factory();
    }

    CredentialsProvider credentialsProvider() {
        return source.credentialsProvider();
    }

    Answer answer() {
        return answer;
    }

    long epoch() {
        return epoch;
    }

    /** Becomes a user, unless the resource is retired. Allocates nothing. */
    boolean tryUse() {
        for (; ; ) {
            long now = get();
            if (now < 0 || now >= RETIRED) {
                return false;
            }
            if (compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /**
     * Ends a use.
     *
     * @param progress whether it shows that the target answers; if not, the probe asks
     */
    void release(boolean progress) {
        if (progress) {
            if (!this.progress) {
                this.progress = true;
            }
        } else if (!failures) {
            failures = true;
        }
        for (; ; ) {
            long now = get();
            if (now < 0) {
                return;
            }
            boolean last = now == RETIRED + 1;
            if (compareAndSet(now, last ? DISPOSED : now - 1)) {
                if (last) {
                    disposal.accept(this);
                }
                return;
            }
        }
    }

    /** Whether anybody uses it now. */
    boolean isInUse() {
        long now = get();
        return now > 0 && now != RETIRED;
    }

    /** Whether a use has ended well since this was last asked. */
    boolean takeProgress() {
        boolean result = progress;
        progress = false;
        return result;
    }

    /** Whether a use has failed since this was last asked. */
    boolean takeFailures() {
        boolean result = failures;
        failures = false;
        return result;
    }

    /** Takes no new users from now on. */
    void retire() {
        for (; ; ) {
            long now = get();
            if (now < 0 || now >= RETIRED) {
                return;
            }
            if (compareAndSet(now, (now == 0) ? DISPOSED : now + RETIRED)) {
                if (now == 0) {
                    disposal.accept(this);
                }
                return;
            }
        }
    }

    /** Disposes of the resource under its users' hands, unless that has been done. */
    void disposeNow() {
        if (getAndSet(DISPOSED) != DISPOSED) {
            disposal.accept(this);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
