package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.codec.UnsupportedResultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CachedFutureTests {

    private final TestApplication application = new TestApplication(Pets.class);

    private final Pets pets = application.bean(Pets.class);

    private final Pets target = application.target(Pets.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void answersFromTheCacheWithAFutureOfEachCallersOwn() throws Exception {
        CompletableFuture<List<String>> first = pets.named("rex");
        CompletableFuture<List<String>> second = pets.named("rex");
        assertThat(first).isNotDone().isNotSameAs(second);
        target.loaded.complete(new ArrayList<>(List.of("rex")));
        assertThat(first.get()).containsExactly("rex").isUnmodifiable().isSameAs(second.get());
        assertThat(pets.named("rex")).isDone().isNotSameAs(first);
        assertThat(target.calls).isEqualTo(1);
    }

    @Test
    void goesOnWhenACallerLeaves() throws Exception {
        CompletableFuture<List<String>> leaving = pets.named("rex");
        CompletableFuture<List<String>> waiting = pets.named("rex");
        leaving.cancel(true);
        target.loaded.complete(List.of("rex"));
        assertThatExceptionOfType(CancellationException.class).isThrownBy(leaving::get);
        assertThat(waiting.get()).containsExactly("rex");
        assertThat(target.calls).isEqualTo(1);
    }

    @Test
    void tellsAllOfAFailureAndTriesAgain() throws Exception {
        CompletableFuture<List<String>> first = pets.named("rex");
        CompletableFuture<List<String>> second = pets.named("rex");
        target.loaded.completeExceptionally(new IllegalStateException("down"));
        for (CompletableFuture<?> each : List.of(first, second)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(each::get)
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessage("down");
        }
        target.loaded = CompletableFuture.completedFuture(List.of("rex"));
        assertThat(pets.named("rex").get()).containsExactly("rex");
    }

    @Test
    void endsExceptionallyWhenTheMethodThrows() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pets.throwing().toCompletableFuture().get())
                .havingCause()
                .isInstanceOf(IOException.class);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pets.givingNone().toCompletableFuture().get())
                .withMessageContaining("Pets.givingNone() returned null for a future");
    }

    @Test
    void refusesWhatCannotBeShared() {
        target.loaded.complete(null);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pets.mutable().get())
                .havingCause()
                .isInstanceOf(UnsupportedResultException.class);
    }

    @Test
    void keepsNoResultThatIsExcluded() throws Exception {
        assertThat(pets.unlessEmpty("").get()).isEmpty();
        assertThat(pets.unlessEmpty("").get()).isEmpty();
        assertThat(target.calls).isEqualTo(2);
        assertThat(pets.unlessEmpty("rex").get()).isEqualTo("rex");
        assertThat(pets.unlessEmpty("rex").get()).isEqualTo("rex");
        assertThat(target.calls).isEqualTo(3);
    }

    @Test
    void servesTheLastGoodResultWhenTheSourceFails() throws Exception {
        target.loaded.complete(List.of("rex"));
        assertThat(pets.stale().get()).containsExactly("rex");
        target.loaded = CompletableFuture.failedFuture(new IllegalStateException("down"));
        assertThat(pets.stale().get()).containsExactly("rex");
        assertThat(target.calls).isEqualTo(2);
    }

    static class Pets {

        int calls;

        CompletableFuture<@Nullable List<String>> loaded = new CompletableFuture<>();

        @CachedQuery(ttl = "1h")
        public CompletableFuture<@Nullable List<String>> named(String name) {
            calls++;
            return loaded;
        }

        @CachedQuery(ttl = "1ns", staleIfError = "1h")
        public CompletableFuture<@Nullable List<String>> stale() {
            calls++;
            return loaded;
        }

        @CachedQuery(ttl = "1h")
        public CompletionStage<String> throwing() throws IOException {
            throw new IOException("down");
        }

        @CachedQuery(ttl = "1h")
        @SuppressWarnings("NullAway") // what it must not do
        public @Nullable CompletionStage<String> givingNone() {
            return null;
        }

        @CachedQuery(ttl = "1h")
        public CompletableFuture<Object> mutable() {
            return loaded.thenApply(any -> new StringBuilder());
        }

        @CachedQuery(ttl = "1h", unless = "#result.isEmpty()")
        public CompletableFuture<String> unlessEmpty(String name) {
            calls++;
            return CompletableFuture.completedFuture(name);
        }
    }
}
