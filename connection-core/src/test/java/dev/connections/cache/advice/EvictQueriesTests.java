package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import dev.connections.cache.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Timeout(30)
class EvictQueriesTests {

    private final TestApplication application = new TestApplication(Pets.class, Care.class);

    private final Pets pets = application.bean(Pets.class);

    private final Care care = application.bean(Care.class);

    @AfterEach
    void close() {
        application.close();
    }

    private List<String> present() {
        return application.cache().entries().stream()
                .map(entry -> entry.query())
                .sorted()
                .toList();
    }

    private void fill() {
        application.petDb().sql("select 1").ttl(Duration.ofHours(1)).value(Integer.class);
        pets.all();
        pets.named("rex");
        pets.named("tom");
        assertThat(present()).hasSize(4);
    }

    @Test
    void evictsAllResultsOfTheConnection() {
        fill();
        care.all();
        assertThat(present()).isEmpty();
    }

    @Test
    void evictsThoseOfNamesAndTexts() {
        fill();
        care.someByName();
        assertThat(present()).containsExactly("select ?");
        fill();
        care.someByText();
        assertThat(present()).containsExactly("Pets.all", "named", "named");
    }

    @Test
    void evictsOneByItsKey() {
        pets.named("rex");
        String tom = pets.named("tom");
        String rex = pets.named("rex");
        care.one("rex");
        assertThat(pets.named("tom")).isEqualTo(tom);
        assertThat(pets.named("rex")).isNotEqualTo(rex);
    }

    @Test
    void evictsOneByWhatTheMethodGives() {
        String rex = pets.named("rex");
        care.oneByResult("re", "x");
        assertThat(pets.named("rex")).isNotEqualTo(rex);
    }

    @Test
    void evictsOneOfEachUser() {
        String[] user = {"mary"};
        application.cache().setUserProvider(() -> user[0]);
        pets.ofUser("rex");
        pets.ofUser("tom");
        user[0] = "john";
        pets.ofUser("rex");
        care.oneOfUsers("rex");
        assertThat(present()).hasSize(1);
    }

    @Test
    void evictsNothingWhenItFails() {
        fill();
        assertThatIllegalStateException().isThrownBy(care::failing);
        assertThat(present()).hasSize(4);
    }

    @Test
    void waitsForAFuture() {
        fill();
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<String> result = care.later(future);
        assertThat(present()).hasSize(4);
        future.complete("done");
        assertThat(result).isCompletedWithValue("done");
        assertThat(present()).isEmpty();
    }

    @Test
    void evictsNothingWhenAFutureFails() {
        fill();
        CompletableFuture<String> result = care.later(CompletableFuture.failedFuture(new IllegalStateException()));
        assertThat(result).isCompletedExceptionally();
        assertThat(present()).hasSize(4);
    }

    @Test
    void waitsForAPublisher() {
        fill();
        Mono<String> mono = care.mono("rex");
        assertThat(present()).hasSize(4);
        assertThat(mono.block()).isEqualTo("rex");
        assertThat(present()).hasSize(3);
        fill();
        Flux<String> flux = care.flux();
        assertThat(present()).hasSize(4);
        assertThat(flux.collectList().block()).containsExactly("a", "b");
        assertThat(present()).isEmpty();
    }

    static class Pets {

        private int calls;

        @CachedQuery(ttl = "1h")
        public String all() {
            return "all " + ++calls;
        }

        @CachedQuery(ttl = "1h", name = "named")
        public String named(String name) {
            return name + " " + ++calls;
        }

        @CachedQuery(ttl = "1h", scope = Scope.USER)
        public String ofUser(String name) {
            return name + " " + ++calls;
        }
    }

    static class Care {

        @EvictQueries
        public void all() {}

        @EvictQueries(queries = {"Pets.all", "named"})
        public void someByName() {}

        @EvictQueries(queries = "select 1")
        public void someByText() {}

        @EvictQueries(queries = "named", key = "#name")
        public void one(String name) {}

        @EvictQueries(queries = "Pets.ofUser", key = "#name")
        public void oneOfUsers(String name) {}

        @EvictQueries(queries = "named", key = "#result")
        public String oneByResult(String one, String other) {
            return one + other;
        }

        @EvictQueries
        public void failing() {
            throw new IllegalStateException("on purpose");
        }

        @EvictQueries
        public CompletableFuture<String> later(CompletableFuture<String> future) {
            return future;
        }

        @EvictQueries(queries = "named", key = "#result")
        public Mono<String> mono(String name) {
            return Mono.just(name);
        }

        @EvictQueries
        public Flux<String> flux() {
            return Flux.just("a", "b");
        }
    }
}
