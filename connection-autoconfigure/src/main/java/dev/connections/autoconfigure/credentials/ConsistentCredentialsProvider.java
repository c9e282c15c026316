package dev.connections.autoconfigure.credentials;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials that are read from where user and secret change one after the other. A change counts when two readings in
 * a row agree, so that the user of one pair does not meet the secret of another. A pair that was torn for longer than
 * that is refused by the target, which costs nothing while the connection is open, and is healed by the next change.
 *
 * <p>What cannot be read, while something was read before, changes nothing.
 */
final class ConsistentCredentialsProvider implements CredentialsProvider {

    private static final Logger logger = LoggerFactory.getLogger(ConsistentCredentialsProvider.class);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private static final Duration BETWEEN_READINGS = Duration.ofMillis(50);

    private static final int MAX_READINGS = 20;

    private final String connection;

    private final Callable<Credentials> reading;

    private final Consumer<Credentials> refresh;

    private final Pause pause;

    private volatile @Nullable Credentials settled;

    private volatile boolean unreadable;

    /**
     * @param refresh makes the reading find what there is now instead of credentials that were refused; must not block
     */
    ConsistentCredentialsProvider(String connection, Callable<Credentials> reading, Consumer<Credentials> refresh) {
        this(connection, reading, refresh, duration -> Thread.sleep(duration.toMillis()));
    }

    ConsistentCredentialsProvider(
            String connection, Callable<Credentials> reading, Consumer<Credentials> refresh, Pause pause) {
        this.connection = connection;
        this.reading = reading;
        this.refresh = refresh;
        this.pause = pause;
    }

    @Override
    public Credentials get() throws Exception {
        Credentials known = settled;
        if (known == null) {
            known = reading.call();
        } else {
            known = changed(known);
        }
        settled = known;
        return known;
    }

    private Credentials changed(Credentials known) throws InterruptedException {
        try {
            Credentials newest = reading.call();
            Credentials before = known;
            for (int i = 1; !newest.equals(before) && i < MAX_READINGS; i++) {
                pause.await(BETWEEN_READINGS);
                before = newest;
                newest = reading.call();
            }
            unreadable = false;
            return newest.equals(before) ? newest : known;
        } catch (InterruptedException ex) {
            throw ex;
        } catch (Exception ex) {
            if (!unreadable) {
                unreadable = true;
                logger.warn(
                        "Connection '{}' keeps its credentials, because new ones cannot be read: {}",
                        connection,
                        ex.getMessage());
            }
            return known;
        }
    }

    @Override
    public void invalidate(Credentials credentials) {
        refresh.accept(credentials);
    }

    @Override
    public Duration pollInterval() {
        return POLL_INTERVAL;
    }

    /** Waits for a while. */
    @FunctionalInterface
    interface Pause {

        void await(Duration duration) throws InterruptedException;
    }
}
