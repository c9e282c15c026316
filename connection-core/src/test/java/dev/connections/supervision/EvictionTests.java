package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.CachePolicy;
import dev.connections.cache.keys.QueryKey;
import dev.connections.credentials.Credentials;
import dev.connections.supervision.ModelTarget.Mood;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a connection's cached results when something happens to the connection. */
@Timeout(30)
class EvictionTests {

    private final AtomicInteger logins = new AtomicInteger();

    private Scene scene = new Scene();

    @AfterEach
    void endWell() {
        scene.close();
    }

    private void cacheSomething() {
        scene.connection
                .cache()
                .<Integer, RuntimeException>get(
                        QueryKey.of("select 1", Integer.class, new Object[0]),
                        CachePolicy.ttl(Duration.ofDays(1)),
                        () -> 1);
    }

    private long cached() {
        return scene.connection.cache().statistics().entries();
    }

    /** A scene whose provider gives other credentials every 100 s. */
    private void rotate(boolean sameUser, boolean sameRole) {
        scene.close();
        scene = new Scene(() -> {
            int number = logins.incrementAndGet();
            Credentials credentials = Credentials.of(sameUser ? "scott" : "scott-" + number, "secret-" + number)
                    .expiringAt(scene.runtime.time().plusSeconds(100));
            return sameRole ? credentials.inRole("app") : credentials;
        });
        scene.target.acceptsAll = true;
        scene.call();
        cacheSomething();
        scene.pass(Duration.ofSeconds(99));
        assertThat(scene.target.resources).hasSize(2);
    }

    @Test
    void anotherPasswordOfTheSameUserEvictsNothing() {
        rotate(true, false);
        assertThat(cached()).isOne();
    }

    @Test
    void anotherUserOfTheSameRoleEvictsNothing() {
        rotate(false, true);
        assertThat(cached()).isOne();
    }

    @Test
    void anotherUserEvictsAll() {
        rotate(false, false);
        assertThat(cached()).isZero();
    }

    @Test
    void aResetEvictsAll() {
        scene.call();
        cacheSomething();
        scene.connection.reset();
        assertThat(cached()).isZero();
    }

    @Test
    void whatHealsKeepsItsResults() {
        scene.call();
        cacheSomething();
        scene.target.connecting = Mood.FAILS;
        scene.target.resources.get(0).open = false;
        scene.call();
        scene.pass(Duration.ofMinutes(1));
        scene.target.connecting = Mood.WELL;
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.target.resources).hasSizeGreaterThan(1);
        assertThat(cached()).isOne();
    }

    @Test
    void whatIsClosedHasNoResults() {
        scene.call();
        cacheSomething();
        scene.close();
        assertThat(cached()).isZero();
        scene = new Scene();
    }
}
