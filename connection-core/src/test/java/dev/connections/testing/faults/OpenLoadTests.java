package dev.connections.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenLoadTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void callersArriveBySchedule() {
        AtomicInteger calls = new AtomicInteger();
        OpenLoad load = OpenLoad.start(200, 4, calls::incrementAndGet);
        load.runUntil(Duration.ofMillis(500));
        Duration atLeast = load.elapsed();
        LoadLog log = load.stop(PATIENCE);

        assertThat(log.count()).isEqualTo(calls.get()).isGreaterThan((int) (atLeast.toMillis() / 5));
        assertThat(log.failures().count()).isZero();
        for (int place = 0; place < log.count(); place++) {
            LoadCall call = log.calls().get(place);
            assertThat(call.intended()).isEqualTo(Duration.ofMillis(5L * place));
            assertThat(call.ended()).isGreaterThanOrEqualTo(call.intended());
        }
    }

    @Test
    void waitsCountFromTheIntendedStartThoughNoThreadWasFree() throws Exception {
        SteppingClock clock = new SteppingClock();
        CountDownLatch enough = new CountDownLatch(5);
        // the first call takes 300 ms of the only thread, the others 1 ms
        AtomicInteger calls = new AtomicInteger();
        OpenLoad load = new OpenLoad(
                10,
                1,
                () -> {
                    clock.advance(Duration.ofMillis((calls.getAndIncrement() == 0) ? 300 : 1));
                    enough.countDown();
                    if (enough.getCount() == 0) {
                        clock.stop();
                    }
                },
                clock);
        assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
        LoadLog log = load.stop(PATIENCE);

        assertThat(log.calls()).extracting(call -> call.waited().toMillis()).containsExactly(300L, 201L, 102L, 3L, 1L);
    }

    @Test
    void recordsWhatWasThrown() {
        AtomicInteger calls = new AtomicInteger();
        OpenLoad load = OpenLoad.start(1_000, 2, () -> {
            if (calls.incrementAndGet() <= 3) {
                throw new IllegalStateException("broken");
            }
        });
        load.runUntil(Duration.ofMillis(50));
        LoadLog log = load.stop(PATIENCE);

        assertThat(log.failures().count()).isEqualTo(3);
        assertThat(log.failureKinds()).containsOnlyKeys("IllegalStateException").containsValue(3L);
        assertThat(log.toString()).contains("3 failed", "broken");
    }

    @Test
    void callersWhoHangOrWaitForAThreadAreUnfinished() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        OpenLoad load = OpenLoad.start(100, 2, () -> {
            try {
                never.await();
            } finally {
                interrupted.countDown();
            }
        });
        load.runUntil(Duration.ofMillis(200));
        LoadLog log = load.stop(Duration.ofMillis(100));

        assertThat(log.count()).isGreaterThanOrEqualTo(20);
        assertThat(log.unfinished().count()).isEqualTo(log.count());
        assertThat(log.longestWait()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotWaitForTheNextCallerWhenItIsStopped() {
        OpenLoad load = OpenLoad.start(0.001, 3, () -> {});
        load.runUntil(Duration.ofMillis(20));
        assertThat(load.stop(PATIENCE).count()).isEqualTo(1);
        assertThat(load.elapsed()).isLessThan(PATIENCE);
    }

    /** A clock that shows the time which the one thread of a load has seen pass, until it is stopped. */
    private static final class SteppingClock implements LoadClock {

        private final AtomicLong now = new AtomicLong();

        private volatile boolean stopped;

        void advance(Duration time) {
            now.addAndGet(time.toNanos());
        }

        void stop() {
            stopped = true;
        }

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void awaitTime(long nanos, BooleanSupplier calledOff) {
            if (!stopped) {
                now.accumulateAndGet(nanos, Math::max);
            }
            while (stopped && !calledOff.getAsBoolean()) {
                Thread.onSpinWait();
            }
        }
    }
}
