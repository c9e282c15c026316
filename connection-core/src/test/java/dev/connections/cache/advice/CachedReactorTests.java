package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.connections.cache.CachedQuery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@Timeout(30)
class CachedReactorTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestApplication application = new TestApplication(Pets.class);

    private final Pets pets = application.bean(Pets.class);

    private final Pets target = application.target(Pets.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void looksUpAtEachSubscription() {
        Mono<String> mono = pets.named("rex");
        assertThat(target.subscriptions).hasValue(0);
        assertThat(mono.block(LONG)).isEqualTo("rex 1");
        assertThat(mono.block(LONG)).isEqualTo("rex 1");
        assertThat(pets.named("rex").block(LONG)).isEqualTo("rex 1");
        application.cache().clear();
        assertThat(mono.block(LONG)).isEqualTo("rex 2");
    }

    @Test
    void cachesTheEmpty() {
        assertThat(pets.none().block(LONG)).isNull();
        assertThat(pets.none().block(LONG)).isNull();
        assertThat(target.subscriptions).hasValue(1);
    }

    @Test
    void cachesAllElementsOfAFlux() {
        Flux<String> flux = pets.all();
        assertThat(flux.collectList().block(LONG)).containsExactly("rex", "tom");
        assertThat(flux.take(1).collectList().block(LONG)).containsExactly("rex");
        assertThat(pets.all().collectList().block(LONG)).containsExactly("rex", "tom");
        assertThat(target.subscriptions).hasValue(1);
    }

    @Test
    void loadsOnceForAllSubscribersAndGoesOnWhenOneLeaves() {
        Disposable leaving = pets.slow().subscribe();
        CountDownLatch served = new CountDownLatch(2);
        pets.slow().subscribe(value -> served.countDown());
        pets.slow().subscribe(value -> served.countDown());
        leaving.dispose();
        target.sink.tryEmitValue("rex").orThrow();
        assertThat(pets.slow().block(LONG)).isEqualTo("rex");
        assertThat(served.getCount()).isZero();
        assertThat(target.subscriptions).hasValue(1);
    }

    @Test
    void tellsOfAFailureAndTriesAgain() {
        Mono<String> mono = pets.failing();
        assertThatIllegalStateException().isThrownBy(() -> mono.block(LONG)).withMessage("down");
        assertThatIllegalStateException().isThrownBy(() -> mono.block(LONG)).withMessage("down");
        assertThat(target.subscriptions).hasValue(2);
    }

    @Test
    void loadsWithTheContextOfTheSubscriber() {
        assertThat(pets.ofContext()
                        .contextWrite(context -> context.put("user", "mary"))
                        .block(LONG))
                .isEqualTo("mary");
        assertThat(pets.ofContext()
                        .contextWrite(context -> context.put("user", "john"))
                        .block(LONG))
                .isEqualTo("mary");
    }

    @Test
    void keepsNoResultThatIsExcluded() {
        assertThat(pets.unlessMany().collectList().block(LONG)).hasSize(2);
        assertThat(pets.unlessMany().collectList().block(LONG)).hasSize(2);
        assertThat(target.subscriptions).hasValue(2);
    }

    @Test
    void refreshesWithoutKeepingTheSubscriber() throws Exception {
        assertThat(pets.refreshed().block(LONG)).isEqualTo("rex 1");
        target.held = new CountDownLatch(1);
        assertThat(pets.refreshed().block(LONG)).isEqualTo("rex 1");
        target.held.countDown();
        assertThat(target.refreshed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(target.refreshThread).startsWith("boundedElastic");
    }

    static class Pets {

        final AtomicInteger subscriptions = new AtomicInteger();

        final Sinks.One<String> sink = Sinks.one();

        final CountDownLatch refreshed = new CountDownLatch(1);

        volatile CountDownLatch held = new CountDownLatch(0);

        volatile String refreshThread = "";

        @CachedQuery(ttl = "1h")
        public Mono<String> named(String name) {
            return Mono.fromSupplier(() -> name + " " + subscriptions.incrementAndGet());
        }

        @CachedQuery(ttl = "1h")
        public Mono<String> none() {
            return Mono.fromRunnable(subscriptions::incrementAndGet);
        }

        @CachedQuery(ttl = "1h")
        public Flux<String> all() {
            return Flux.defer(() -> {
                subscriptions.incrementAndGet();
                return Flux.just("rex", "tom");
            });
        }

        @CachedQuery(ttl = "1h")
        public Mono<String> slow() {
            return Mono.defer(() -> {
                subscriptions.incrementAndGet();
                return sink.asMono();
            });
        }

        @CachedQuery(ttl = "1h")
        public Mono<String> failing() {
            return Mono.error(() -> {
                subscriptions.incrementAndGet();
                return new IllegalStateException("down");
            });
        }

        @CachedQuery(ttl = "1h")
        public Mono<String> ofContext() {
            return Mono.deferContextual(context -> Mono.just(context.get("user")));
        }

        @CachedQuery(ttl = "1h", unless = "#result.size() > 1")
        public Flux<String> unlessMany() {
            return all(List.of("rex", "tom"));
        }

        private Flux<String> all(List<String> names) {
            return Flux.defer(() -> {
                subscriptions.incrementAndGet();
                return Flux.fromIterable(names);
            });
        }

        @CachedQuery(ttl = "1h", refreshAfter = "1ns")
        public Mono<String> refreshed() {
            return Mono.fromCallable(() -> {
                String value = "rex " + subscriptions.incrementAndGet();
                if (subscriptions.get() > 1) {
                    held.await();
                    refreshThread = Thread.currentThread().getName();
                    refreshed.countDown();
                }
                return value;
            });
        }
    }
}
