package dev.connections.cache;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.keys.QueryKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Ages, stale results, background loads, invalidation, users and transactions; {@link SingleFlightTests} has the threads. */
class QueryCacheTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualRuntime runtime = new ManualRuntime();

    private final QueryCache cache = new QueryCache("pet-db", with(CacheSettings.defaults(), "jitter", 0), runtime);

    private final AtomicInteger loads = new AtomicInteger();

    private final CachePolicy minute = CachePolicy.ttl(MINUTE);

    private static QueryKey key(Object... arguments) {
        return QueryKey.of("select * from pets where pet = ?", String.class, arguments);
    }

    private int load(CachePolicy policy) {
        return cache.<Integer, RuntimeException>get(key("cat"), policy, loads::incrementAndGet);
    }

    private static CachePolicy policy(Duration ttl, Duration refreshAfter, Duration staleIfError) {
        return new CachePolicy(ttl.toNanos(), refreshAfter.toNanos(), staleIfError.toNanos(), Scope.SHARED);
    }

    @Test
    void servesAResultUntilItsTimeIsOver() {
        assertThat(load(minute)).isOne();
        runtime.pass(MINUTE.minusNanos(1));
        assertThat(load(minute)).isOne();
        runtime.pass(Duration.ofNanos(1));
        assertThat(load(minute)).isEqualTo(2);
        assertThat(cache.statistics().hits()).isOne();
        assertThat(cache.statistics().misses()).isEqualTo(2);
        assertThat(cache.statistics().loads()).isEqualTo(2);
    }

    @Test
    void tellsArgumentsApartByType() {
        List<Object> results = new ArrayList<>();
        for (Object argument : new Object[] {1, 1L, "1", null, new int[] {1}, List.of(1), List.of(List.of(1))}) {
            results.add(cache.<Integer, RuntimeException>get(key(argument), minute, loads::incrementAndGet));
        }
        assertThat(results).doesNotHaveDuplicates();
    }

    @Test
    void aShorterTtlLoadsAnewAndALongerOneSharesIt() {
        assertThat(load(minute)).isOne();
        runtime.pass(Duration.ofSeconds(30));
        assertThat(load(CachePolicy.ttl(Duration.ofSeconds(10)))).isEqualTo(2);
        assertThat(load(minute)).isEqualTo(2);
        runtime.pass(Duration.ofSeconds(50));
        assertThat(load(minute)).isEqualTo(2);
    }

    @Test
    void aLongerTtlKeepsWhatAShorterOneHasLoaded() {
        assertThat(load(CachePolicy.ttl(Duration.ofSeconds(10)))).isOne();
        assertThat(load(minute)).isOne();
        runtime.pass(Duration.ofSeconds(59));
        assertThat(load(minute)).isOne();
    }

    @Test
    void jitterOnlyShortensATime() {
        QueryCache jittered = new QueryCache("pet-db", with(CacheSettings.defaults(), "jitter", 0.5), runtime);
        for (int i = 0; i < 100; i++) {
            jittered.<Integer, RuntimeException>get(key(i), minute, () -> 1);
        }
        runtime.pass(Duration.ofSeconds(29));
        assertThat(jittered.statistics().loads()).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            jittered.<Integer, RuntimeException>get(key(i), minute, () -> 1);
        }
        assertThat(jittered.statistics().loads()).isEqualTo(100);
        runtime.pass(Duration.ofSeconds(16));
        for (int i = 0; i < 100; i++) {
            jittered.<Integer, RuntimeException>get(key(i), minute, () -> 1);
        }
        assertThat(jittered.statistics().loads()).isBetween(120L, 180L);
    }

    @Test
    void nullAndNothingAreResults() {
        cache.get(key("cat"), minute, () -> {
            loads.incrementAndGet();
            return null;
        });
        Object again = cache.get(key("cat"), minute, () -> {
            loads.incrementAndGet();
            return "?";
        });
        assertThat(again).isNull();
        assertThat(loads).hasValue(1);
    }

    @Test
    void aFailureIsNeverCached() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> cache.get(key("cat"), minute, () -> {
                    throw new IllegalStateException("down");
                }));
        assertThat(load(minute)).isOne();
        assertThat(cache.statistics().failedLoads()).isOne();
    }

    @Test
    void whatIsNotToBeKeptIsNot() {
        QueryLoader<Integer, RuntimeException> loader = new QueryLoader<>() {
            @Override
            public Integer load() {
                return loads.incrementAndGet();
            }

            @Override
            public boolean isCacheable(Integer result) {
                return result > 1;
            }
        };
        assertThat(cache.get(key("cat"), minute, loader)).isOne();
        assertThat(cache.get(key("cat"), minute, loader)).isEqualTo(2);
        assertThat(cache.get(key("cat"), minute, loader)).isEqualTo(2);
    }

    @Test
    void expiredResultsGoWithoutTraffic() {
        for (int i = 0; i < 1000; i++) {
            cache.<String, RuntimeException>get(
                    key(i), CachePolicy.ttl(Duration.ofSeconds(10)), () -> "x".repeat(1000));
        }
        assertThat(cache.statistics().bytes()).isGreaterThan(1_000_000);
        runtime.pass(Duration.ofSeconds(12));
        assertThat(cache.statistics().entries()).isZero();
        assertThat(cache.statistics().bytes()).isZero();
        assertThat(cache.statistics().expirations()).isEqualTo(1000);
        assertThat(runtime.scheduled()).isZero();
    }

    @Test
    void aResultThatIsWantedForLongerStaysUntilThen() {
        load(CachePolicy.ttl(Duration.ofSeconds(10)));
        load(minute);
        runtime.pass(Duration.ofSeconds(15));
        assertThat(cache.statistics().entries()).isOne();
        runtime.pass(MINUTE);
        assertThat(cache.statistics().entries()).isZero();
    }

    @Test
    void anEarlierExpiryIsNotMissedBecauseOfALaterOne() {
        load(CachePolicy.ttl(Duration.ofHours(1)));
        cache.<Integer, RuntimeException>get(key("dog"), CachePolicy.ttl(Duration.ofSeconds(1)), () -> 1);
        runtime.pass(Duration.ofSeconds(3));
        assertThat(cache.statistics().entries()).isOne();
        runtime.pass(Duration.ofHours(1));
        assertThat(cache.statistics().entries()).isZero();
    }

    @Test
    void refreshesInTheBackgroundOnceAndServesThePresentMeanwhile() {
        CachePolicy policy = policy(MINUTE, Duration.ofSeconds(30), Duration.ZERO);
        load(policy);
        runtime.pass(Duration.ofSeconds(30));
        assertThat(load(policy)).isOne();
        assertThat(load(policy)).isOne();
        assertThat(runtime.load()).isOne();
        assertThat(load(policy)).isEqualTo(2);
        runtime.pass(Duration.ofSeconds(29));
        assertThat(load(policy)).isEqualTo(2);
        assertThat(runtime.load()).isZero();
        runtime.pass(Duration.ofSeconds(1));
        load(policy);
        assertThat(runtime.load()).isOne();
    }

    @Test
    void aRefreshThatFindsNoThreadIsSkippedAndCounted() {
        CachePolicy policy = policy(MINUTE, Duration.ofSeconds(30), Duration.ZERO);
        load(policy);
        runtime.pass(Duration.ofSeconds(30));
        runtime.busy = true;
        assertThat(load(policy)).isOne();
        assertThat(cache.statistics().skippedRefreshes()).isOne();
        runtime.busy = false;
        load(policy);
        assertThat(runtime.load()).isOne();
        assertThat(load(policy)).isEqualTo(2);
    }

    @Test
    void oneConnectionHasFewRefreshesAtATime() {
        CachePolicy policy = policy(MINUTE, Duration.ofSeconds(30), Duration.ZERO);
        for (int i = 0; i < 10; i++) {
            cache.<Integer, RuntimeException>get(key(i), policy, () -> 1);
        }
        runtime.pass(Duration.ofSeconds(30));
        for (int i = 0; i < 10; i++) {
            cache.<Integer, RuntimeException>get(key(i), policy, () -> 2);
        }
        assertThat(runtime.loads).hasSize(BackgroundLoads.MOST);
        assertThat(cache.statistics().skippedRefreshes()).isEqualTo(10 - BackgroundLoads.MOST);
    }

    @Test
    void aRefreshThatFailsIsNotRepeatedAtOnce() {
        CachePolicy policy = policy(MINUTE, Duration.ofSeconds(30), Duration.ZERO);
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        QueryLoader<Integer, RuntimeException> loader = () -> {
            if (failure.get() != null) {
                throw failure.get();
            }
            return loads.incrementAndGet();
        };
        cache.get(key("cat"), policy, loader);
        runtime.pass(Duration.ofSeconds(30));
        failure.set(new IllegalStateException("down"));
        assertThat(cache.get(key("cat"), policy, loader)).isOne();
        assertThat(runtime.load()).isOne();
        assertThat(cache.get(key("cat"), policy, loader)).isOne();
        assertThat(runtime.load()).isZero();
        runtime.pass(CacheSettings.DEFAULT_COOL_DOWN);
        failure.set(null);
        assertThat(cache.get(key("cat"), policy, loader)).isOne();
        assertThat(runtime.load()).isOne();
        assertThat(cache.get(key("cat"), policy, loader)).isEqualTo(2);
    }

    @Test
    void servesTheLastGoodResultWhenTheSourceFailsAndSaysSo() {
        CachePolicy policy = policy(MINUTE, Duration.ZERO, Duration.ofMinutes(5));
        load(policy);
        runtime.pass(Duration.ofMinutes(2));
        AtomicInteger attempts = new AtomicInteger();
        QueryLoader<Integer, RuntimeException> failing = () -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("down");
        };
        CachedResult<Integer> result = CachedResult.of(() -> cache.get(key("cat"), policy, failing));
        assertThat(result.value()).isOne();
        assertThat(result.stale()).isTrue();
        assertThat(result.age()).isEqualTo(Duration.ofMinutes(2));
        assertThat(cache.statistics().staleHits()).isOne();

        // the source is left alone for a while
        assertThat(cache.get(key("cat"), policy, failing)).isOne();
        assertThat(attempts).hasValue(1);
        runtime.pass(CacheSettings.DEFAULT_COOL_DOWN);
        assertThat(cache.get(key("cat"), policy, failing)).isOne();
        assertThat(attempts).hasValue(2);

        runtime.pass(Duration.ofMinutes(4));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> cache.get(key("cat"), policy, failing));
        assertThat(load(policy)).isEqualTo(2);
    }

    @Test
    void whoAcceptsNothingStaleGetsTheFailure() {
        load(policy(MINUTE, Duration.ZERO, Duration.ofMinutes(5)));
        runtime.pass(Duration.ofMinutes(2));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> cache.get(key("cat"), minute, () -> {
                    throw new IllegalStateException("down");
                }));
    }

    @Test
    void tellsWhatAResultOwesToTheCache() {
        CachedResult<Integer> loaded = CachedResult.of(() -> load(minute));
        assertThat(loaded.cached()).isFalse();
        assertThat(loaded.age()).isZero();
        runtime.pass(Duration.ofSeconds(20));
        CachedResult<Integer> hit = CachedResult.of(() -> load(minute));
        assertThat(hit).isEqualTo(new CachedResult<>(1, true, false, Duration.ofSeconds(20)));
    }

    @Test
    void clearRemovesAll() {
        load(minute);
        cache.clear();
        assertThat(cache.statistics().entries()).isZero();
        assertThat(load(minute)).isEqualTo(2);
    }

    @Test
    void evictRemovesOneQueryWithAllItsArguments() {
        load(minute);
        cache.<Integer, RuntimeException>get(key("dog"), minute, loads::incrementAndGet);
        QueryKey other = QueryKey.of("select 1", Integer.class, new Object[0]);
        cache.<Integer, RuntimeException>get(other, minute, loads::incrementAndGet);
        cache.evict("select * from pets where pet = ?");
        assertThat(cache.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.query()).isEqualTo("select 1");
            assertThat(entry.sizeInBytes()).isBetween(200L, 500L);
        });
        assertThat(cache.evict(cache.entries().get(0).id())).isTrue();
        assertThat(cache.entries()).isEmpty();
        assertThat(cache.evict(4711)).isFalse();
    }

    @Test
    void aLoadThatBeganBeforeAnInvalidationLeavesNothing() {
        int result = cache.<Integer, RuntimeException>get(key("cat"), minute, () -> {
            cache.clear();
            return loads.incrementAndGet();
        });
        assertThat(result).isOne();
        assertThat(cache.entries()).isEmpty();
        result = cache.<Integer, RuntimeException>get(key("cat"), minute, () -> {
            cache.evict("select * from pets where pet = ?");
            return loads.incrementAndGet();
        });
        assertThat(load(minute)).isEqualTo(3);
    }

    @Test
    void aRefreshThatBeganBeforeAnInvalidationLeavesNothing() {
        CachePolicy policy = policy(MINUTE, Duration.ofSeconds(30), Duration.ZERO);
        load(policy);
        runtime.pass(Duration.ofSeconds(30));
        cache.<Integer, RuntimeException>get(key("cat"), policy, () -> {
            cache.clear();
            return 99;
        });
        runtime.load();
        assertThat(load(policy)).isEqualTo(2);
    }

    @Test
    void eachUserHasResultsOfTheirOwn() {
        AtomicReference<String> user = new AtomicReference<>("mary");
        cache.setUserProvider(user::get);
        CachePolicy mine = new CachePolicy(MINUTE.toNanos(), 0, 0, Scope.USER);
        assertThat(load(mine)).isOne();
        user.set("john");
        assertThat(load(mine)).isEqualTo(2);
        assertThat(load(minute)).isEqualTo(3);
        user.set("mary");
        assertThat(load(mine)).isOne();
        assertThat(cache.entries()).extracting(CachedQueryReport::scope).containsOnly(Scope.USER, Scope.SHARED);

        cache.evictUser("mary");
        assertThat(load(mine)).isEqualTo(4);
        user.set("john");
        assertThat(load(mine)).isEqualTo(2);
        user.set(null);
        assertThat(load(mine)).isEqualTo(5);
        assertThat(load(mine)).isEqualTo(6);
        assertThat(cache.statistics().bypasses()).isEqualTo(2);
    }

    @Test
    void aTransactionThatHasWrittenGoesPast() {
        AtomicReference<Transaction> transaction = new AtomicReference<>();
        cache.setTransactionProvider(transaction::get);
        load(minute);
        transaction.set(new Transaction(true, Duration.ofSeconds(1)));
        assertThat(load(minute)).isEqualTo(2);
        transaction.set(new Transaction(false, Duration.ofSeconds(1)));
        assertThat(load(minute)).isOne();
        transaction.set(null);
        assertThat(load(minute)).isOne();
    }

    @Test
    void whatATransactionReadsIsAsOldAsTheTransaction() {
        AtomicReference<Transaction> transaction =
                new AtomicReference<>(new Transaction(false, Duration.ofSeconds(40)));
        cache.setTransactionProvider(transaction::get);
        runtime.pass(Duration.ofSeconds(50));
        assertThat(load(minute)).isOne();
        transaction.set(null);
        runtime.pass(Duration.ofSeconds(19));
        assertThat(load(minute)).isOne();
        runtime.pass(Duration.ofSeconds(1));
        assertThat(load(minute)).isEqualTo(2);
    }

    @Test
    void whatATransactionReadsIsNotKeptIfSomethingWasInvalidatedSinceItBegan() {
        AtomicReference<Transaction> transaction =
                new AtomicReference<>(new Transaction(false, Duration.ofSeconds(40)));
        cache.setTransactionProvider(transaction::get);
        cache.clear();
        runtime.pass(Duration.ofSeconds(30));
        load(minute);
        transaction.set(null);
        assertThat(load(minute)).isEqualTo(2);
    }

    @Test
    void staysWithinItsSizeThroughAnHourOfMixedResults() {
        long max = 4L * 1024 * 1024;
        QueryCache small = new QueryCache("pet-db", with(CacheSettings.defaults(), "maxSize", max), runtime);
        Random random = new Random(42);
        long most = 0;
        for (int i = 0; i < 36_000; i++) {
            int length = (random.nextInt(100) == 0) ? random.nextInt(500_000) : random.nextInt(5_000);
            int number = random.nextInt(20_000);
            small.<byte[], RuntimeException>get(
                    key(number), CachePolicy.ttl(Duration.ofSeconds(1 + number % 600)), () -> new byte[length]);
            most = Math.max(most, small.statistics().bytes());
            runtime.pass(Duration.ofMillis(100));
        }
        assertThat(most).isBetween(max * 9 / 10, (long) (max * 1.05));
        assertThat(small.statistics().evictions()).isPositive();
        assertThat(small.entries().stream()
                        .mapToLong(CachedQueryReport::sizeInBytes)
                        .sum())
                .isEqualTo(small.statistics().bytes());
    }

    @Test
    void aResultThatIsLargerThanTheCacheIsServedButNotKept() {
        QueryCache small = new QueryCache("pet-db", with(CacheSettings.defaults(), "maxSize", 10_000), runtime);
        small.<Integer, RuntimeException>get(key("cat"), minute, () -> 1);
        assertThat(small.<String, RuntimeException>get(key("dog"), minute, () -> "x".repeat(20_000)))
                .hasSize(20_000);
        assertThat(small.statistics().entries()).isOne();
    }

    @Test
    void aNewSizeHoldsAtOnce() {
        for (int i = 0; i < 100; i++) {
            cache.<String, RuntimeException>get(key(i), minute, () -> "x".repeat(1000));
        }
        cache.setSettings(with(CacheSettings.defaults(), "maxSize", 20_000));
        assertThat(cache.statistics().bytes()).isLessThan(21_000);
    }

    @Test
    void aLoadThatAsksForItsOwnResultDoesNotWaitForItself() {
        int result = cache.<Integer, RuntimeException>get(key("cat"), minute, () -> load(minute) + 10);
        assertThat(result).isEqualTo(11);
    }

    @Test
    void theShownTextHasNoLiterals() {
        cache.setQueryFormatter(text -> text.replaceAll("'.*?'", "?"));
        cache.<Integer, RuntimeException>get(
                QueryKey.of("select 'secret'", Integer.class, new Object[0]), minute, () -> 1);
        assertThat(cache.entries()).extracting(CachedQueryReport::query).containsExactly("select ?");
    }

    @Test
    void keysDoNotFollowArraysThatChange() {
        Object[] arguments = {"cat"};
        cache.<Integer, RuntimeException>get(
                QueryKey.of("q", Integer.class, arguments), minute, loads::incrementAndGet);
        arguments[0] = "dog";
        assertThat(cache.<Integer, RuntimeException>get(
                        QueryKey.of("q", Integer.class, arguments), minute, loads::incrementAndGet))
                .isEqualTo(2);
        assertThat(cache.<Integer, RuntimeException>get(
                        QueryKey.of("q", Integer.class, new Object[] {"cat"}), minute, loads::incrementAndGet))
                .isOne();
    }

    @Test
    void nothingIsLeftWhenItIsClosed() {
        load(minute);
        cache.close();
        assertThat(cache.entries()).isEqualTo(Collections.emptyList());
    }

    private record Transaction(boolean hasWritten, Duration howOld) implements CacheTransactionProvider.Transaction {

        @Override
        public void evictOnCommit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long age() {
            return howOld.toNanos();
        }
    }
}
