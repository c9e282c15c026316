package dev.connections.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.keys.QueryKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One load for a key, however many callers, threads and ways to end there are. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SingleFlightTests {

    private static final int THREADS = 64;

    private final CachePolicy minute = CachePolicy.ttl(Duration.ofMinutes(1));

    private final QueryCache cache = new QueryCache("pet-db", CacheSettings.defaults());

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static QueryKey key(Object argument) {
        return QueryKey.of("select 1", Integer.class, new Object[] {argument});
    }

    /** Starts callers, and returns when all but the one who loads wait for it. */
    private <T> List<Future<T>> callers(int count, Callable<T> call) {
        List<Future<T>> all = new ArrayList<>();
        List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < count; i++) {
            all.add(threads.submit(() -> {
                callers.add(Thread.currentThread());
                return call.call();
            }));
        }
        while (callers.size() < count || !callers.stream().allMatch(SingleFlightTests::isWaiting)) {
            Thread.onSpinWait();
        }
        return all;
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void loadsOnceForAllCallers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Future<Integer>> all = callers(
                THREADS,
                () -> cache.get(key(1), minute, () -> {
                    release.await();
                    return loads.incrementAndGet();
                }));
        release.countDown();
        for (Future<Integer> each : all) {
            assertThat(each.get()).isOne();
        }
        assertThat(loads).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"30, 10", "90, 60", "90, 80"})
    void nobodyGetsAResultThatIsOlderThanTheCallerAccepts(int seconds, int ttl) throws Exception {
        ManualRuntime runtime = new ManualRuntime();
        QueryCache timed = new QueryCache("pet-db", CacheSettings.defaults(), runtime);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> first = threads.submit(() -> timed.get(key(1), minute, () -> {
            begun.countDown();
            release.await();
            return loads.incrementAndGet();
        }));
        begun.await();
        runtime.pass(Duration.ofSeconds(seconds));
        CachePolicy policy = CachePolicy.ttl(Duration.ofSeconds(ttl));
        List<Future<Integer>> impatient = callers(THREADS, () -> timed.get(key(1), policy, loads::incrementAndGet));
        List<Future<CompletableFuture<Integer>>> asynchronous = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            asynchronous.add(threads.submit(() ->
                    timed.getAsync(key(1), policy, () -> CompletableFuture.completedFuture(loads.incrementAndGet()))));
        }
        List<CompletableFuture<Integer>> pending = new ArrayList<>();
        for (Future<CompletableFuture<Integer>> each : asynchronous) {
            pending.add(each.get());
        }
        release.countDown();
        assertThat(first.get()).isEqualTo(1);
        for (Future<Integer> each : impatient) {
            assertThat(each.get()).isEqualTo(2);
        }
        for (CompletableFuture<Integer> each : pending) {
            assertThat(each.get()).isEqualTo(2);
        }
        assertThat(loads).hasValue(2);
    }

    @Test
    void failsOnceForAllCallersAndTheNextTriesAgain() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Future<Integer>> all = callers(
                THREADS,
                () -> cache.get(key(1), minute, () -> {
                    release.await();
                    throw new IllegalStateException("failure " + loads.incrementAndGet());
                }));
        release.countDown();
        for (Future<Integer> each : all) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(each::get)
                    .withMessageContaining("failure 1");
        }
        assertThat(loads).hasValue(1);
        assertThat(cache.<Integer, RuntimeException>get(key(1), minute, loads::incrementAndGet))
                .isEqualTo(2);
    }

    @Test
    void differentKeysDoNotWaitForEachOther() throws Exception {
        CountDownLatch all = new CountDownLatch(THREADS);
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            results.add(threads.submit(() -> cache.get(key(number), minute, () -> {
                all.countDown();
                // each waits until all are loading
                all.await();
                return number;
            })));
        }
        Set<Integer> numbers = new HashSet<>();
        for (Future<Integer> each : results) {
            numbers.add(each.get());
        }
        assertThat(numbers).hasSize(THREADS);
    }

    @Test
    void anInterruptedLoaderLeavesTheLoadToTheOthers() throws Exception {
        AtomicReference<Thread> first = new AtomicReference<>();
        CountDownLatch loading = new CountDownLatch(1);
        Callable<Integer> call = () -> cache.get(key(1), minute, () -> {
            if (first.compareAndSet(null, Thread.currentThread())) {
                loading.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted");
                }
            }
            return loads.incrementAndGet();
        });
        Future<Integer> leader = threads.submit(call);
        loading.await();
        List<Future<Integer>> others = callers(8, call);
        first.get().interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(leader::get)
                .withMessageContaining("interrupted");
        for (Future<Integer> each : others) {
            assertThat(each.get()).isOne();
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void anInterruptedWaiterGoesAndTheOthersGetTheResult() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> leader = threads.submit(() -> cache.get(key(1), minute, () -> {
            loading.countDown();
            release.await();
            return loads.incrementAndGet();
        }));
        loading.await();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        List<Future<Boolean>> waiting = callers(1, () -> {
            waiter.set(Thread.currentThread());
            try {
                cache.<Integer, RuntimeException>get(key(1), minute, loads::incrementAndGet);
                return false;
            } catch (IllegalStateException ex) {
                return Thread.currentThread().isInterrupted();
            }
        });
        waiter.get().interrupt();
        assertThat(waiting.get(0).get()).isTrue();
        release.countDown();
        assertThat(leader.get()).isOne();
        assertThat(loads).hasValue(1);
    }

    @Test
    void aWaiterWaitsNoLongerThanItWants() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> leader = threads.submit(() -> cache.get(key(1), minute, () -> {
            loading.countDown();
            release.await();
            return 1;
        }));
        loading.await();
        QueryLoader<Integer, RuntimeException> impatient = new QueryLoader<>() {
            @Override
            public Integer load() {
                return loads.incrementAndGet();
            }

            @Override
            public long timeout() {
                return TimeUnit.MILLISECONDS.toNanos(20);
            }
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> cache.get(key(1), minute, impatient))
                .withMessageContaining("too long");
        release.countDown();
        assertThat(leader.get()).isOne();
        assertThat(loads).hasValue(0);
    }

    @Test
    void whoComesAfterAnInvalidationDoesNotJoinALoadFromBefore() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> before = threads.submit(() -> cache.get(key(1), minute, () -> {
            int number = loads.incrementAndGet();
            loading.countDown();
            release.await();
            return number;
        }));
        loading.await();
        cache.clear();
        assertThat(cache.<Integer, RuntimeException>get(key(1), minute, loads::incrementAndGet))
                .isEqualTo(2);
        release.countDown();
        assertThat(before.get()).isOne();
        assertThat(cache.<Integer, RuntimeException>get(key(1), minute, loads::incrementAndGet))
                .isEqualTo(2);
    }

    @Test
    void noInvalidationIsMissedHoweverTheyMeet() throws Exception {
        AtomicInteger source = new AtomicInteger();
        AtomicInteger stale = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(threads.submit(() -> {
                while (end.getCount() > 0) {
                    int atLeast = source.get();
                    // when the number became even, what was there before was invalidated at one less
                    int got = cache.<Integer, RuntimeException>get(key(1), minute, source::get);
                    if (got < (atLeast & ~1) - 1) {
                        stale.incrementAndGet();
                    }
                }
            }));
        }
        for (int i = 0; i < 20_000; i++) {
            source.incrementAndGet();
            if (i % 2 == 0) {
                cache.clear();
            } else {
                cache.evict("select 1");
            }
            source.incrementAndGet();
        }
        end.countDown();
        for (Future<?> each : readers) {
            each.get();
        }
        assertThat(stale).hasValue(0);
    }

    @Test
    void asynchronousCallersShareALoadToo() throws Exception {
        CompletableFuture<Integer> source = new CompletableFuture<>();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(cache.getAsync(key(1), minute, () -> {
                loads.incrementAndGet();
                return source;
            }));
        }
        List<Future<Integer>> waiting =
                callers(1, () -> cache.<Integer, RuntimeException>get(key(1), minute, loads::incrementAndGet));
        assertThat(all).noneMatch(CompletableFuture::isDone);
        source.complete(7);
        for (CompletableFuture<Integer> each : all) {
            assertThat(each.get()).isEqualTo(7);
        }
        assertThat(waiting.get(0).get()).isEqualTo(7);
        assertThat(cache.getAsync(key(1), minute, () -> CompletableFuture.completedFuture(8))
                        .get())
                .isEqualTo(7);
        assertThat(loads).hasValue(1);
    }

    @Test
    void anAsynchronousFailureIsThatOfTheSource() {
        CompletableFuture<Integer> result =
                cache.getAsync(key(1), minute, () -> CompletableFuture.failedFuture(new IllegalStateException("down")));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(result::get)
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.getAsync(key(1), minute, () -> CompletableFuture.completedFuture(2)))
                .isCompletedWithValue(2);
    }
}
