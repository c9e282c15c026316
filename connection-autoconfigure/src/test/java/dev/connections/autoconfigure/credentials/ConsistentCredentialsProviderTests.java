package dev.connections.autoconfigure.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.credentials.Credentials;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ConsistentCredentialsProviderTests {

    private static final Credentials OLD = Credentials.of("old", "secret of old");

    private static final Credentials TORN = Credentials.of("new", "secret of old");

    private static final Credentials NEW = Credentials.of("new", "secret of new");

    private final Queue<Callable<Credentials>> readings = new ArrayDeque<>();

    private final List<Duration> pauses = new ArrayList<>();

    private final ConsistentCredentialsProvider provider =
            new ConsistentCredentialsProvider("pet-db", () -> readings.remove().call(), refused -> {}, pauses::add);

    @Test
    void theFirstReadingCounts() throws Exception {
        read(OLD, OLD);
        assertThat(provider.get()).isEqualTo(OLD);
        assertThat(provider.get()).isEqualTo(OLD);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aChangeCountsWhenTwoReadingsInARowAgree() throws Exception {
        read(OLD, TORN, NEW, NEW);
        assertThat(provider.get()).isEqualTo(OLD);
        assertThat(provider.get()).isEqualTo(NEW);
        assertThat(pauses).hasSize(2).containsOnly(Duration.ofMillis(50));
    }

    @Test
    void credentialsThatNeverSettleChangeNothing() throws Exception {
        read(OLD);
        for (int i = 0; i < 10; i++) {
            read(TORN, NEW);
        }
        assertThat(provider.get()).isEqualTo(OLD);
        assertThat(provider.get()).isEqualTo(OLD);
        assertThat(readings).isEmpty();
    }

    @Test
    void whatIsBackToWhatItWasChangesNothing() throws Exception {
        read(OLD, TORN, OLD, OLD);
        assertThat(provider.get()).isEqualTo(OLD);
        assertThat(provider.get()).isEqualTo(OLD);
    }

    @Test
    void whatCannotBeReadAtFirstIsAFailure() {
        readings.add(this::fail);
        assertThatThrownBy(provider::get).isInstanceOf(IOException.class);
    }

    @Test
    void whatCannotBeReadLaterChangesNothing() throws Exception {
        read(OLD);
        readings.add(this::fail);
        read(NEW, NEW);
        assertThat(provider.get()).isEqualTo(OLD);
        assertThat(provider.get()).isEqualTo(OLD);
        assertThat(provider.get()).isEqualTo(NEW);
    }

    private Credentials fail() throws IOException {
        throw new IOException("the file is gone");
    }

    private void read(Credentials... credentials) {
        for (Credentials each : credentials) {
            readings.add(() -> each);
        }
    }
}
