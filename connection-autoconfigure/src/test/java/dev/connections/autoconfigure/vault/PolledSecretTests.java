package dev.connections.autoconfigure.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.vault.VaultException;

class PolledSecretTests {

    private static final Map<String, Object> FIRST = Map.of("password", "first");

    private static final Map<String, Object> SECOND = Map.of("password", "second");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final Queue<Supplier<Map<String, Object>>> readings = new ArrayDeque<>();

    private final PolledSecret secret = new PolledSecret(
            "secret/pets", Duration.ofSeconds(10), () -> readings.remove().get(), now::get);

    @Test
    void isReadOnceInAnInterval() {
        reads(FIRST, SECOND);
        assertThat(secret.read()).isEqualTo(FIRST);
        pass(Duration.ofMillis(9_999));
        assertThat(secret.read()).isEqualTo(FIRST);
        pass(Duration.ofMillis(1));
        assertThat(secret.read()).isEqualTo(SECOND);
    }

    @Test
    void aStaticRoleIsReadWhenItsTimeToLiveIsOver() {
        reads(staticRole(3), staticRole(0), staticRole(3600), SECOND);
        secret.read();
        pass(Duration.ofSeconds(3));
        assertThat(secret.read()).isEqualTo(staticRole(0));
        pass(Duration.ofMillis(500));
        assertThat(secret.read()).isEqualTo(staticRole(3600));
        pass(Duration.ofSeconds(10));
        assertThat(secret.read()).isEqualTo(SECOND);
    }

    @Test
    void goesOnWhenItCannotBeReadAgain() {
        reads(FIRST);
        readings.add(this::fail);
        reads(SECOND);
        secret.read();
        pass(Duration.ofSeconds(10));
        assertThat(secret.read()).isEqualTo(FIRST);
        pass(Duration.ofSeconds(10));
        assertThat(secret.read()).isEqualTo(SECOND);
    }

    @Test
    void failsWhenItWasNeverRead() {
        readings.add(this::fail);
        assertThatThrownBy(secret::read).isInstanceOf(VaultException.class);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Map<String, Object> staticRole(int ttl) {
        return Map.of("password", "p", "ttl", ttl, "last_vault_rotation", "2026-11-21T00:00:00Z");
    }

    private Map<String, Object> fail() {
        throw new VaultException("sealed");
    }

    @SafeVarargs
    private void reads(Map<String, Object>... values) {
        for (Map<String, Object> each : values) {
            readings.add(() -> each);
        }
    }
}
